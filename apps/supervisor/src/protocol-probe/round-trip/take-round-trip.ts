import type { Era, Question, RoundTrip, Visit } from './round-trip.ts'

const visits: Readonly<Record<Era, () => Promise<Visit>>> = {
  modern: async () => (await import('./modern.ts')).visitModern,
  legacy: async () => (await import('./legacy.ts')).visitLegacy,
}

/** Enough to recognise an error; an answer may be long. */
const maxComplaintLength = 300

/** Takes the round trip of one era. The time does not contain the loading of the client. Never rejects. */
export async function takeRoundTrip(era: Era, question: Question): Promise<RoundTrip> {
  const visit = await visits[era]()
  const startedAt = performance.now()
  const outcome = await settle(visit, question)
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
  return era === 'legacy' && question.refusesLegacy
    ? { ...asRefused(outcome), durationMs }
    : { ...outcome, durationMs }
}

type Outcome = Omit<RoundTrip, 'durationMs'>

async function settle(visit: Visit, question: Question): Promise<Outcome> {
  try {
    const signal = AbortSignal.timeout(question.timeoutMs)
    const protocolVersion = await visit(question, signal)
    return { isSuccess: true, protocolVersion, complaint: null }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const complaint = message.slice(0, maxComplaintLength)
    return { isSuccess: false, protocolVersion: null, complaint }
  }
}

/** What the SDK answers to a version that it does not serve (MCP 2026-07-28 basic/versioning). */
const refusal = /Unsupported protocol version/

/** How a round trip went that had to be refused. */
function asRefused({ isSuccess, protocolVersion, complaint }: Outcome): Outcome {
  if (isSuccess) {
    const served = 'a client before 2026-07-28 was served although mcp.legacy is reject'
    return { isSuccess: false, protocolVersion, complaint: served }
  }
  const isRefused = refusal.test(complaint ?? '')
  return { isSuccess: isRefused, protocolVersion, complaint: isRefused ? null : complaint }
}
