import { fileURLToPath } from 'node:url'
import { runShortTask } from '../process/short-task.ts'
import { eras, type Question, type RoundTrip, type RoundTrips } from './round-trip/round-trip.ts'

/** In development the source runs as it is; a bundle has the program beside it. */
const program = import.meta.url.endsWith('.ts') ? './round-trip/main.ts' : './protocol-probe.js'

/** To start a process and to load two SDKs, on a machine that has much else to do. */
const startTimeoutMs = 10_000

/**
 * Takes the round trips of both eras in a process of its own, which ends with them: their SDKs take
 * 60 MB that the supervisor must not keep. Never rejects: without an answer both have failed.
 */
export async function askGateway(question: Question, signal: AbortSignal): Promise<RoundTrips> {
  const entry = fileURLToPath(new URL(program, import.meta.url))
  const timeoutMs = startTimeoutMs + eras.length * question.timeoutMs
  try {
    return (await runShortTask({ entry, input: question, timeoutMs, signal })) as RoundTrips
  } catch {
    const seconds = Math.round(timeoutMs / 1000)
    const complaint = `the process that asks has ended without an answer within ${seconds} s`
    const none: RoundTrip = {
      isSuccess: false,
      durationMs: timeoutMs,
      protocolVersion: null,
      complaint,
    }
    return { modern: none, legacy: none }
  }
}
