import { each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { fitting } from './shown.ts'

type History = OutputOf<'get_metrics_history'>
type Column = History['series'][number]

const [width, height] = [300, 80]

/** A drawing for each series, with a line for each service. */
export function charts({ series, times }: History): Markup {
  const byName = Map.groupBy(series, ({ name }) => name)
  const figures = [...byName].map(([name, columns]) => chart(name, columns, times.length))
  return html`<div class="charts">${fitting(figures).pieces}</div>`
}

function chart(name: string, columns: readonly Column[], steps: number): Markup {
  const most = Math.max(...columns.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const title = `${name.replaceAll('_', ' ')}, at most ${amount(most, columns[0]?.unit ?? '')}`
  return html`<figure><figcaption>${title}<br>${each(
    columns,
    ({ service }, at) => html`<span class="key line-${at % 4}">${service}</span>`,
  )}</figcaption><svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${title}">${each(
    columns,
    ({ values }, at) =>
      each(
        stretches(values),
        (stretch) =>
          html`<polyline class="line-${at % 4}" points="${pointsOf(stretch, steps, most)}"/>`,
      ),
  )}</svg></figure>`
}

type Known = readonly (readonly [at: number, value: number])[]

/** What is known without a gap; one value alone is as wide as a step. */
function stretches(values: readonly (number | null)[]): readonly Known[] {
  const found: [number, number][][] = []
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    const last = found.at(-1)
    if (last?.at(-1)?.[0] === at - 1) last.push([at, value])
    else found.push([[at, value]])
  }
  return found.map((known) => {
    const [first] = known
    return known.length === 1 && first ? [first, [first[0] + 1, first[1]]] : known
  })
}

function pointsOf(known: Known, steps: number, most: number): string {
  const across = width / Math.max(1, steps - 1)
  return known
    .map(([at, value]) => {
      const y = height - 1 - (value / Math.max(most, Number.MIN_VALUE)) * (height - 2)
      return `${Math.round(at * across * 10) / 10},${Math.round(y * 10) / 10}`
    })
    .join(' ')
}

function amount(value: number, unit: string): string {
  if (unit === 'bytes') return `${Math.round(value / 1e5) / 10} MB`
  return `${Number(value.toPrecision(3))} ${unit === 'count' ? '' : unit}`.trim()
}
