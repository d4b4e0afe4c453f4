import { json } from 'node:stream/consumers'
import { eras, type Question } from './round-trip.ts'
import { takeRoundTrip } from './take-round-trip.ts'

// A process of its own, as two SDKs take 60 MB that the supervisor must not keep: it reads a question
// from stdin, writes the answer to stdout, and ends.
const question = (await json(process.stdin)) as Question

// Nobody waits for it any longer than that, and it must not outlive who has asked.
setTimeout(() => process.exit(1), question.timeoutMs * (eras.length + 1)).unref()

const trips = question.program === null ? await oneByOne() : await atOnce()
process.stdout.write(`${JSON.stringify(trips)}\n`, () => process.exit(0))

/** One client at a time, as both have one gateway, and the time of each is told. */
async function oneByOne() {
  const modern = await takeRoundTrip('modern', question)
  return { modern, legacy: await takeRoundTrip('legacy', question) }
}

/** Each has a program of its own, which takes a while to start. */
async function atOnce() {
  const trips = [takeRoundTrip('modern', question), takeRoundTrip('legacy', question)] as const
  const [modern, legacy] = await Promise.all(trips)
  return { modern, legacy }
}
