import { json } from 'node:stream/consumers'
import { eras, type Question } from './round-trip.ts'
import { takeRoundTrip } from './take-round-trip.ts'

// A process of its own, as two SDKs take 60 MB that the supervisor must not keep: it reads a question
// from stdin, writes the answer to stdout, and ends.
const question = (await json(process.stdin)) as Question

// Nobody waits for it any longer than that, and it must not outlive who has asked.
setTimeout(() => process.exit(1), question.timeoutMs * (eras.length + 1)).unref()

const trips = {
  modern: await takeRoundTrip('modern', question),
  legacy: await takeRoundTrip('legacy', question),
}
process.stdout.write(`${JSON.stringify(trips)}\n`, () => process.exit(0))
