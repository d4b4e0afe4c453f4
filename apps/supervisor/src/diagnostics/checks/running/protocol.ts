import { version } from '@promptbin/config'
import { stdioConnection } from '../../../connect/client-configuration.ts'
import { readLocalKey } from '../../../instance/local-key.ts'
import { askGateway } from '../../../protocol-probe/ask-gateway.ts'
import {
  type Era,
  eras,
  type Question,
  type RoundTrip,
} from '../../../protocol-probe/round-trip/round-trip.ts'
import { type CheckSight, type DiagnosticCheck, skipsUnlessRunning } from '../../check.ts'
import type { Scene } from '../../scene.ts'
import { type Transport, unserved } from './unserved-clients.ts'

/** For one era, by a process that has to be started first; a program of PromptBin starts as well. */
const timeoutMs = { http: 3_000, stdio: 6_000 } as const

const deadlineMs = 8_000

/** Whether AI clients of both eras are served, by both ways that they come. */
export const protocolChecks: readonly DiagnosticCheck[] = (['http', 'stdio'] as const).map(
  (transport) => ({
    name: `mcp:${transport}`,
    title: `whether AI clients, new and older ones, are served over ${transport === 'http' ? 'HTTP' : 'stdio'}`,
    deadlineMs,
    skips: skipsUnlessRunning,
    run: async (scene, signal) => {
      const question = questionFor(transport, scene)
      if (question === undefined) return {}
      return sightOf(transport, await askGateway(question, signal))
    },
  }),
)

function questionFor(
  transport: Transport,
  { config, instance, folder }: Scene,
): Question | undefined {
  if (instance.state !== 'running') return undefined
  return {
    mcpUrl: instance.description.mcp.url,
    program: transport === 'stdio' ? stdioConnection({ config }) : null,
    key: readLocalKey(folder.localKeyFile) ?? null,
    version,
    timeoutMs: timeoutMs[transport],
    refusesLegacy: config.mcp.legacy === 'reject',
  }
}

function sightOf(transport: Transport, trips: Readonly<Record<Era, RoundTrip>>): CheckSight {
  const told = eras.map(
    (era) =>
      `${trips[era].protocolVersion ?? 'refused'} in ${Math.round(trips[era].durationMs)} ms`,
  )
  const failed = eras.filter((era) => !trips[era].isSuccess)
  return {
    observed: told.join(', '),
    findings: failed.map((era) => unserved(transport, era, trips[era], timeoutMs[transport])),
  }
}
