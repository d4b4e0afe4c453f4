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
import type { FindingOf } from '../../finding.ts'
import type { Scene } from '../../scene.ts'

/** For one era, by a process that has to be started first; a program of PromptBin starts as well. */
const timeoutMs = { http: 3_000, stdio: 6_000 } as const

const deadlineMs = 8_000

type Transport = 'http' | 'stdio'

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
    findings: failed.map((era) => unserved(transport, era, trips[era].complaint ?? 'no answer')),
  }
}

const clientsOf: Readonly<Record<Era, string>> = {
  modern: 'AI clients of 2026-07-28',
  legacy: 'AI clients from before 2026-07-28',
}

/** What the SDKs and the gateway say of a key that is not accepted. */
const refusedKey = /401|PB_TOKEN_INVALID/

function unserved(transport: Transport, era: Era, complaint: string): FindingOf {
  const way = transport === 'http' ? 'over HTTP' : 'by a program that they start (stdio)'
  const evidence = `${clientsOf[era]} are not served ${way}: ${complaint}.`
  return refusedKey.test(complaint)
    ? {
        severity: 'error',
        class: 'access',
        evidence,
        fix: 'The key of this machine (run/local.key) is not accepted: stop PromptBin and start it again, which makes it anew.',
      }
    : {
        severity: 'error',
        class: 'process',
        evidence,
        fix: 'promptbin restart mcp-gateway; `promptbin logs --service mcp-gateway` says why.',
      }
}
