import { align } from './align.ts'
import { median } from './median.ts'
import {
  type Question,
  questions,
  type Slice,
  type StartedVariant,
  startVariant,
  type Variant,
  withLogLevel,
} from './observability/variant.ts'

/** The product with something and without it. */
interface Compared {
  readonly on: readonly Variant[]
  readonly off: readonly Variant[]
}

/** Starts one product in a setting. */
type Start = (settings: Readonly<Record<string, string>>) => Promise<StartedVariant>

/** What is switched on. */
interface Switch {
  readonly name: string
  readonly start: (start: Start) => Promise<Compared>
  /** What it may cost at most, of the answers and in work. */
  readonly mostCost?: number
}

/** A collector that nobody runs: spans are made and queued all the same. */
const nobody = 'http://127.0.0.1:9/v1/traces'

/** The engine compiles each process a little differently, so there is another of each kind. */
async function alike(start: Start, settings: Readonly<Record<string, string>>) {
  return [await start(settings), await start(settings)]
}

const switches: readonly Switch[] = [
  {
    name: 'logs at info',
    mostCost: 0.1,
    // In the same processes, as two that do the same differ by as much as the log costs.
    async start(start) {
      const variants = await alike(start, {})
      return {
        on: variants.map((variant) => withLogLevel(variant, 'info')),
        off: variants.map((variant) => withLogLevel(variant, 'fatal')),
      }
    },
  },
  {
    name: 'traces, 1 in 10',
    async start(start) {
      const traced = { PROMPTBIN_TRACING_ENDPOINT: nobody, PROMPTBIN_TRACING_SAMPLE_RATIO: '0.1' }
      return { on: await alike(start, traced), off: await alike(start, {}) }
    },
  },
]

/** Short turns and many. */
const pace = { warmUpMs: 2_000, sliceMs: 250, rounds: 64 }

/** One turn with it and one without, right after each other. */
interface Pair {
  readonly on: Slice
  readonly off: Slice
}

/** Who comes first meets a processor that has rested, so they take turns. */
async function compare({ on, off }: Compared, question: Question): Promise<readonly Pair[]> {
  const { warmUpMs, sliceMs, rounds } = pace
  for (const variant of [...on, ...off]) await variant.measure(question, warmUpMs)
  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [one, other] = [on[round % on.length], off[round % off.length]]
    if (!one || !other) break
    const isOnFirst = Math.floor(round / on.length) % 2 === 0
    const first = await (isOnFirst ? one : other).measure(question, sliceMs)
    const second = await (isOnFirst ? other : one).measure(question, sliceMs)
    pairs.push(isOnFirst ? { on: first, off: second } : { on: second, off: first })
  }
  return pairs
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/**
 * What a question costs with it and without: the median of what the pairs say, for a machine that is
 * slower for a while is so for both of a pair.
 */
function judge(
  { name, mostCost }: Switch,
  question: Question,
  pairs: readonly Pair[],
): readonly string[] {
  const of = (figure: (pair: Pair) => number) => median(pairs.map(figure))
  const costs = {
    answers: 1 - of(({ on, off }) => on.perSecond / off.perSecond),
    work: of(({ on, off }) => on.work / off.work) - 1,
  }
  for (const [of, cost] of Object.entries(costs)) {
    if (mostCost === undefined || cost <= mostCost) continue
    console.log(`MISSED: ${name} cost ${percent(cost)} in ${of} of ${question}`)
    process.exitCode = 1
  }
  return [
    `${name}: ${question}`,
    ...[of(({ off }) => off.perSecond), of(({ on }) => on.perSecond)].map((a) => a.toFixed(0)),
    percent(costs.answers),
    ...[of(({ off }) => off.work), of(({ on }) => on.work)].map((us) => us.toFixed(1)),
    percent(costs.work),
  ]
}

async function benchSwitch(one: Switch): Promise<readonly (readonly string[])[]> {
  const started: StartedVariant[] = []
  try {
    const compared = await one.start(async (settings) => {
      const variant = await startVariant(settings)
      started.push(variant)
      return variant
    })
    const rows: (readonly string[])[] = []
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
  const rows: (readonly string[])[] = [head]
  for (const one of switches) rows.push(...(await benchSwitch(one)))
  console.log(align(rows))
}
