import { type Comparison, connections, type Round } from './compare.ts'

/** What has to be reached. */
const targets = { ratio: 3, spread: 0.1, p99Ms: 20, faster: 5 }

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The figures of one kind of request: medians of the rounds, ratios taken within each. */
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
  readonly times: Comparison['times']
  /** Requests to the gateway that were turned away. */
  readonly refused: number
}

export function summarise(name: string, { rounds, times }: Comparison): Summary {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  return {
    name,
    bareCpu: of(({ large }) => large.bare.cpu),
    small: of(({ small }) => small.ratio),
    large: of(({ large }) => large.ratio),
    spread: of(({ small, large }) => large.ratio / small.ratio),
    recipe: of(({ large, recipe }) => recipe.cpu / large.bare.cpu),
    perSecond: {
      bare: of(({ large }) => large.bare.perSecond),
      ours: of(({ large }) => large.ours.perSecond),
      recipe: of(({ recipe }) => recipe.perSecond),
    },
    faster: of(({ large, recipe }) => large.ours.perSecond / recipe.perSecond),
    times,
    refused: rounds.reduce(
      (sum, { small, large }) => sum + small.ours.refused + large.ours.refused,
      0,
    ),
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

/** Lines up the cells of rows, the first of each to the left and all others to the right. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
  return rows.map(line).join('\n')
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
    [...times].map(([open, { p50, p99, max }]) => [
      name,
      `${open}`,
      ...[p50, p99, max].map((value) => value.toFixed(2)),
    ]),
  )
  const title = ['', 'connections', 'p50', 'p99', 'max']
  return align([title, ...rows, ['target', `${connections}`, '', `< ${targets.p99Ms}`, '']])
}
