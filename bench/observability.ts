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
  /** What it may cost at most, of the answers and in work. */
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

/**
 * Short turns and many, so that all meet the same machine, and of each kind two: the engine compiles
 * each a little differently.
 */
const pace = { alike: 2, warmUpMs: 2_000, sliceMs: 250, rounds: 32 }

/** The part of all rounds that was disturbed least. */
const quietPart = 1 / 2

interface Slices {
  readonly on: Slice[]
  readonly off: Slice[]
}

interface Compared {
  readonly on: readonly Variant[]
  readonly off: readonly Variant[]
}

/** Who comes first meets a processor that has rested: they take turns, and everybody meets everybody. */
async function compare({ on, off }: Compared, question: Question): Promise<Slices> {
  const { alike, warmUpMs, sliceMs, rounds } = pace
  for (const variant of [...on, ...off]) await variant.measure(question, warmUpMs)
  const slices: Slices = { on: [], off: [] }
  for (let round = 0; round < rounds; round += 1) {
    const pair = [
      { to: slices.on, variant: on[round % alike] },
      { to: slices.off, variant: off[Math.floor(round / alike) % alike] },
    ]
    for (const { to, variant } of round % 3 === 0 ? pair.reverse() : pair) {
      if (variant) to.push(await variant.measure(question, sliceMs))
    }
  }
  return slices
}

/** The mean of the better half: whatever else the machine does only takes away. */
function quietMean(values: readonly number[], isMoreBetter: boolean): number {
  const sorted = values.toSorted((a, b) => (isMoreBetter ? b - a : a - b))
  const quiet = sorted.slice(0, Math.ceil(sorted.length * quietPart))
  return quiet.reduce((sum, value) => sum + value, 0) / quiet.length
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/** What a question costs with it and without. */
function judge({ name, mostCost }: Switch, question: Question, slices: Slices): string[] {
  const perSecond = (which: readonly Slice[]) =>
    quietMean(
      which.map((slice) => slice.perSecond),
      true,
    )
  const work = (which: readonly Slice[]) =>
    quietMean(
      which.map((slice) => slice.work),
      false,
    )
  const [on, off] = [perSecond(slices.on), perSecond(slices.off)]
  const [workOn, workOff] = [work(slices.on), work(slices.off)]
  const costs = { answers: 1 - on / off, work: workOn / workOff - 1 }
  for (const [of, cost] of Object.entries(costs)) {
    if (mostCost === undefined || cost <= mostCost) continue
    console.log(`MISSED: ${name} cost ${percent(cost)} in ${of} of ${question}`)
    process.exitCode = 1
  }
  return [
    `${name}: ${question}`,
    ...[off, on].map((answers) => answers.toFixed(0)),
    percent(costs.answers),
    ...[workOff, workOn].map((microseconds) => microseconds.toFixed(1)),
    percent(costs.work),
  ]
}

async function benchSwitch(one: Switch): Promise<readonly string[][]> {
  const started: Variant[] = []
  const start = async (settings: Readonly<Record<string, string>>) => {
    const variants: Variant[] = []
    while (variants.length < pace.alike) variants.push(await startVariant(settings))
    started.push(...variants)
    return variants
  }
  try {
    const compared = { on: await start(one.on), off: await start(one.off) }
    const rows: string[][] = []
    for (const question of questions) {
      rows.push(judge(one, question, await compare(compared, question)))
    }
    return rows
  } finally {
    for (const variant of started) await variant.stop()
  }
}

/**
 * What logs and traces cost the whole product, each against the product without it: in answers, and in
 * the work of all its processes for one, which tells more where the machine has other things to do.
 */
export async function benchObservability(): Promise<void> {
  const head = ['', 'a second without', 'with', 'cost', 'µs without', 'with', 'more work']
  const rows: string[][] = [head]
  for (const one of switches) rows.push(...(await benchSwitch(one)))
  console.log(align(rows))
}
