import { align } from '../align.ts'
import { type Comparison, connections, type Pair, type Round, type Slice } from './compare.ts'

/** What has to be reached. */
const targets = { ratio: 3, spread: 0.1, p99Ms: 20, faster: 5 }

/** The part of all turns in which a server was disturbed least. */
const quietPart = 1 / 4

/**
 * The mean of the smallest quarter. Whatever else the machine does, to the other half of a processor
 * too, only adds to the work of a request: the quiet turns say what the request itself takes.
 */
export function quietMean(values: readonly number[]): number {
  const quiet = values
    .toSorted((a, b) => a - b)
    .slice(0, Math.max(1, Math.floor(values.length * quietPart)))
  return quiet.reduce((sum, value) => sum + value, 0) / quiet.length
}

/** How long an answer takes, in milliseconds: the gateway's and the bare server's. */
interface Times {
  readonly p50: number
  readonly p99: number
  readonly bareP50: number
  readonly bareP99: number
}

/** The figures of one kind of request, each server in the turns in which it was disturbed least. */
export interface Summary {
  readonly name: string
  /** Microseconds of the bare server's work. */
  readonly bareCpu: number
  /** Against the bare server, with few prompts and with many. */
  readonly small: number
  readonly large: number
  /** The one by the other. */
  readonly spread: number
  readonly recipe: number
  /** Answers a second. */
  readonly perSecond: { readonly bare: number; readonly ours: number; readonly recipe: number }
  /** Our answers for each of the recipe's. */
  readonly faster: number
  /** By the number of connections. */
  readonly times: ReadonlyMap<number, Times>
  /** Requests to the gateway that were turned away. */
  readonly refused: number
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The mean of all gateways, each in its quietest turns. */
const quietMeanOf = (
  rounds: readonly (readonly Round[])[],
  pick: (round: Round) => number,
): number => mean(rounds.map((ofGateway) => quietMean(ofGateway.map(pick))))

function timesOf(pairs: readonly Pair[]): Times {
  const quiet = (pick: (pair: Pair) => number) => quietMean(pairs.map(pick))
  return {
    p50: quiet(({ ours }) => ours.times.p50),
    p99: quiet(({ ours }) => ours.times.p99),
    bareP50: quiet(({ bare }) => bare.times.p50),
    bareP99: quiet(({ bare }) => bare.times.p99),
  }
}

export function summarise(name: string, { rounds, times }: Comparison): Summary {
  const work = (pick: (round: Round) => Slice) => quietMeanOf(rounds, (round) => pick(round).cpu)
  const perSecond = (pick: (round: Round) => Slice) =>
    1 / quietMeanOf(rounds, (round) => 1 / pick(round).perSecond)

  const bareCpu = work(({ large }) => large.bare)
  const small = work((round) => round.small.ours) / work((round) => round.small.bare)
  const large = work((round) => round.large.ours) / bareCpu
  const rates = {
    bare: perSecond((round) => round.large.bare),
    ours: perSecond((round) => round.large.ours),
    recipe: perSecond((round) => round.recipe),
  }
  const refused = rounds
    .flat()
    .reduce((sum, round) => sum + round.small.ours.refused + round.large.ours.refused, 0)
  return {
    name,
    bareCpu,
    small,
    large,
    spread: large / small,
    recipe: work((round) => round.recipe) / bareCpu,
    perSecond: rates,
    faster: rates.ours / rates.recipe,
    times: new Map([...times].map(([open, pairs]) => [open, timesOf(pairs)])),
    refused,
  }
}

/** What of the targets was missed, in words. */
export function missesOf({
  small,
  large,
  spread,
  faster,
  times,
  refused,
}: Summary): readonly string[] {
  const p99 = times.get(connections)?.p99 ?? Number.NaN
  return [
    ...(Math.max(small, large) <= targets.ratio ? [] : [`more than ${targets.ratio} × bare`]),
    ...(Math.abs(spread - 1) <= targets.spread ? [] : ['the number of prompts shows']),
    ...(p99 < targets.p99Ms ? [] : [`p99 of ${targets.p99Ms} ms or more`]),
    ...(refused === 0 ? [] : [`${refused} requests were turned away`]),
    ...(faster >= targets.faster ? [] : [`not ${targets.faster} × as fast as the recipe`]),
  ]
}

/** The work of each server, with the targets in the last row. */
export function workTable(
  summaries: readonly Summary[],
  [small, large]: readonly [number, number],
): string {
  const title = ['', 'bare, µs', `${small} prompts`, `${large} prompts`, 'the one by the other']
  const rows = summaries.map((each) => [
    each.name,
    each.bareCpu.toFixed(0),
    `${each.small.toFixed(2)} ×`,
    `${each.large.toFixed(2)} ×`,
    each.spread.toFixed(2),
    `${each.recipe.toFixed(1)} ×`,
  ])
  const { ratio, spread } = targets
  const target = ['target', '', `${ratio} ×`, `${ratio} ×`, `1 ± ${spread}`, '']
  return align([[...title, 'plain recipe'], ...rows, target])
}

/** Answers a second, with the target in the last row. */
export function throughputTable(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ name, perSecond, faster }) => [
    name,
    perSecond.bare.toFixed(0),
    perSecond.ours.toFixed(0),
    perSecond.recipe.toFixed(0),
    `${faster.toFixed(1)} ×`,
  ])
  const title = ['', 'bare', 'gateway', 'plain recipe', 'gateway by recipe']
  return align([title, ...rows, ['target', '', '', '', `${targets.faster} ×`]])
}

/** How long answers took, by the number of connections. */
export function timesTable(summaries: readonly Summary[]): string {
  const rows = summaries.flatMap(({ name, times }) =>
    [...times].map(([open, { p50, p99, bareP50, bareP99 }]) => [
      name,
      `${open}`,
      ...[p50, p99, bareP50, bareP99].map((value) => value.toFixed(2)),
    ]),
  )
  const title = ['', 'connections', 'p50', 'p99', 'bare p50', 'bare p99']
  return align([title, ...rows, ['target', `${connections}`, '', `< ${targets.p99Ms}`, '', '']])
}
