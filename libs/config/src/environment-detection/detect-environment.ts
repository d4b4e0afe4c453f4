import {
  type DetectedEnvironment,
  type EvidenceLine,
  type Situation,
  situations,
} from './detected-environment.ts'
import type { Evidence } from './evidence.ts'
import { recogniseClient } from './known-clients.ts'
import { recognise, recogniseDevelopment } from './recognise.ts'
import { whatFollows } from './what-follows.ts'

export interface DetectEnvironmentOptions {
  /** The mode that somebody has set; without it the evidence decides. */
  readonly mode?: DetectedEnvironment['mode'] | undefined
}

/**
 * Where PromptBin runs, why it is believed, and what follows from it; of facts alone, so the same
 * evidence always gives the same answer.
 */
export function detectEnvironment(
  evidence: Evidence,
  { mode: givenMode }: DetectEnvironmentOptions = {},
): DetectedEnvironment {
  const reasons = new Map<Situation, readonly EvidenceLine[]>()
  for (const situation of situations) {
    const lines = recognise[situation](evidence)
    if (lines.length > 0) reasons.set(situation, lines)
  }
  // One of the last two is always there: standard output is a terminal, or it is not.
  const [situation = 'unattended', ...also] = [...reasons.keys()]
  const isSaid = situation === 'unattended'
  const client = situation === 'mcp-client' ? recogniseClient(evidence) : undefined
  const development = recogniseDevelopment(evidence)
  const mode = givenMode ?? (development.length > 0 ? 'development' : 'production')
  return {
    situation,
    also: isSaid ? also : also.filter((one) => one !== 'unattended'),
    client: client?.name ?? null,
    mode,
    evidence: [
      ...[...reasons].flatMap(([, lines]) => lines),
      ...(client ? [{ what: client.what, says: client.says }] : []),
      ...modeLines(givenMode, development),
      ...parentLine(evidence),
    ],
    follows: whatFollows({ evidence, mode, has: (one) => reasons.has(one) }),
  }
}

function modeLines(
  given: DetectedEnvironment['mode'] | undefined,
  development: readonly EvidenceLine[],
): readonly EvidenceLine[] {
  if (given !== undefined) return [{ what: 'setting mode', says: `is ${given}` }]
  if (development.length > 0) return development
  return [{ what: 'mode', says: 'nothing speaks for development' }]
}

function parentLine({ parents }: Evidence): readonly EvidenceLine[] {
  if (parents.length === 0) return []
  return [{ what: 'started by', says: parents.map(({ name }) => name).join(', which is under ') }]
}
