import { type Config, environmentOf, version } from '@promptbin/config'
import { type InstanceSockets, urlOf } from '../sockets/instance-ports.ts'
import type { ProcessSnapshot } from '../supervision/service-control.ts'
import type { InstanceDescription, InstanceMode } from './instance-file.ts'

export interface DescribedInstance {
  readonly config: Config
  readonly mode: InstanceMode
  /** ISO 8601. */
  readonly startedAt: string
  readonly sockets: InstanceSockets
  readonly running: readonly ProcessSnapshot[]
}

/** What others are told of the instance of this process, to find it and its parts. */
export function describeInstance(instance: DescribedInstance): InstanceDescription {
  const { config, mode, startedAt, sockets, running } = instance
  return {
    pid: process.pid,
    version,
    mode,
    startedAt,
    web: { url: urlOf(sockets.web) },
    mcp: { url: `${urlOf(sockets.mcp)}/mcp` },
    supervisor: { url: urlOf(sockets.supervisor) },
    services: running.flatMap(({ service: name, pid, endedAt }) =>
      pid === undefined || endedAt ? [] : [{ name, pid }],
    ),
    environment: environmentOf(config) ?? null,
  }
}
