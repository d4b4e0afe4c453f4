import { version } from '@promptbin/config'
import type { LiveConfig } from '@promptbin/service'
import { summarize } from '../http/health/service-summary.ts'
import { readLocalKey } from '../instance/local-key.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import { askGateway } from './ask-gateway.ts'
import { ProtocolProbe } from './protocol-probe.ts'

export interface CreateProtocolProbeOptions {
  readonly config: Pick<LiveConfig, 'current'>
  readonly control: Pick<ServiceControl, 'list'>
  readonly mcpUrl: string
  /** Holds the key by which the gateway knows us where it requires tokens. */
  readonly localKeyFile: string
}

/** For one era; a gateway that serves answers within milliseconds, unless the machine is very busy. */
const timeoutMs = 10_000

/** The probe of a running instance; takes no rounds where `monitoring.protocol_probe_interval` is 0. */
export function createProtocolProbe(options: CreateProtocolProbeOptions): ProtocolProbe {
  const { config, control, mcpUrl, localKeyFile } = options
  return new ProtocolProbe({
    intervalMs: () => config.current.monitoring.protocolProbeIntervalMs,
    isServed: () => isThere(summarize(control.list(), 'mcp-gateway')?.state),
    ask: (signal) => {
      const key = readLocalKey(localKeyFile) ?? null
      // The gateways of now may have another configuration than those of the start.
      const refusesLegacy = config.current.mcp.legacy === 'reject'
      return askGateway({ mcpUrl, program: null, key, version, timeoutMs, refusesLegacy }, signal)
    },
  })
}

const isThere = (state: string | undefined) => state === 'ready' || state === 'partly'
