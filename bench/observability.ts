import { align } from './align.ts'
import {
  type Question,
  questions,
  type Slice,
  startVariant,
  type Variant,
} from './observability/variant.ts'

/** What is switched on, and how the product is set without it. */
interface Switch {
  readonly name: string
  readonly on: Readonly<Record<string, string>>
  readonly off: Readonly<Record<string, string>>
  /** The throughput that it may cost at most. */
  readonly mostCost?: number
}

/** A collector that nobody runs: spans are made and queued all the same. */
const nobody = 'http://127.0.0.1:9/v1/traces'

const switches: readonly Switch[] = [
  {
    name: 'logs at info',
    on: { PROMPTBIN_LOGGING_LEVEL: 'info' },
    off: { PROMPTBIN_LOGGING_LEVEL: 'fatal' },
    mostCost: 0.1,
  },
  {
    name: 'traces, 1 in 10',
    on: { PROMPTBIN_TRACING_ENDPOINT: nobody, PROMPTBIN_TRACING_SAMPLE_RATIO: '0.1' },
    off: {},
  },
]

/** Short turns and many, so that both meet the same machine. */
const pace = { warmUpMs: 2_000, sliceMs: 250, rounds: 20 }

/** The part of all rounds that was disturbed least. */
const quietPart = 1 / 2

interface Pair {
  readonly on: Slice
  readonly off: Slice
}

async function compare(on: Variant, off: Variant, question: Question): Promise<readonly Pair[]> {
  const { warmUpMs, sliceMs, rounds } = pace
  for (const variant of [on, off]) await variant.measure(question, warmUpMs)
  const pairs: Pair[] = []
  while (pairs.length < rounds) {
    // Who comes first meets a processor that has rested: they take turns.
    const isOnFirst = pairs.length % 2 === 0
    const first = await (isOnFirst ? on : off).measure(question, sliceMs)
    const second = await (isOnFirst ? off : on).measure(question, sliceMs)
    pairs.push(isOnFirst ? { on: first, off: second } : { on: second, off: first })
  }
  return pairs
}

/** The mean of the better half: whatever else the machine does only takes away. */
function quietMean(values: readonly number[], isMoreBetter: boolean): number {
  const sorted = values.toSorted((a, b) => (isMoreBetter ? b - a : a - b))
  const quiet = sorted.slice(0, Math.ceil(sorted.length * quietPart))
  return quiet.reduce((sum, value) => sum + value, 0) / quiet.length
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

async function benchSwitch({ name, on, off, mostCost }: Switch): Promise<readonly string[][]> {
  const withIt = await startVariant(on)
  const without = await startVariant(off)
  const rows: string[][] = []
  try {
    for (const question of questions) {
      const pairs = await compare(withIt, without, question)
      const perSecond = (which: keyof Pair) =>
        quietMean(
          pairs.map((pair) => pair[which].perSecond),
          true,
        )
      const work = (which: keyof Pair) =>
        quietMean(
          pairs.map((pair) => pair[which].work),
          false,
        )
      const cost = 1 - perSecond('on') / perSecond('off')
      rows.push([
        `${name}: ${question}`,
        perSecond('off').toFixed(0),
        perSecond('on').toFixed(0),
        percent(cost),
        percent(work('on') / work('off') - 1),
      ])
      if (mostCost !== undefined && cost > mostCost) {
        console.log(`MISSED: ${name} cost ${percent(cost)} of the answers to ${question}`)
        process.exitCode = 1
      }
    }
  } finally {
    await withIt.stop()
    await without.stop()
  }
  return rows
}

/** What logs and traces cost the whole product, each against the product without it. */
export async function benchObservability(): Promise<void> {
  const head = ['', 'a second without', 'with', 'cost', 'more work']
  const rows: string[][] = [head]
  for (const one of switches) rows.push(...(await benchSwitch(one)))
  console.log(align(rows))
}
