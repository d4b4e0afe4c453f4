/** A metric as one service tells it at `/metrics`. */
export interface ToldMetric {
  readonly name: string
  readonly type: string
  readonly help: string
  /** Of all its series; empty when there are none. */
  readonly labels: ReadonlySet<string>
  readonly seriesOf: ReadonlySet<string>
}

/** A metric, and who tells it. */
export interface DocumentedMetric {
  readonly name: string
  readonly type: string
  readonly labels: readonly string[]
  /** Letters such as `WG`. */
  readonly services: string
  readonly help: string
}

const labelPattern = /(\w+)="((?:[^"\\]|\\.)*)"/g

/** Reads Prometheus' text format; a series of a histogram counts for the histogram. */
export function readExposition(text: string): ReadonlyMap<string, ToldMetric> {
  const metrics = text
    .split(/^# HELP /m)
    .slice(1)
    .map(readMetric)
  return new Map(metrics.map((metric) => [metric.name, metric]))
}

function readMetric(block: string): ToldMetric {
  const [described = '', typed = '', ...series] = block.split('\n')
  const [, name = '', help = ''] = /^(\S+) (.*)$/.exec(described) ?? []
  const labels = series.flatMap((line) => [...line.matchAll(labelPattern)])
  const named = labels.map(([, label = '']) => label).filter((label) => label !== 'le')
  const services = labels.flatMap(([, label, value]) => (label === 'service' ? (value ?? []) : []))
  const type = typed.split(' ').at(-1) ?? ''
  return { name, type, help, labels: new Set(named), seriesOf: new Set(services) }
}

const head = ['metric', 'type', 'labels', 'told by', 'meaning'] as const

/** The table of a page, sorted by name, laid out as the formatter has it. */
export function writeTable(metrics: readonly DocumentedMetric[]): string {
  const rows = metrics
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, type, labels, services, help }) => {
      const listed = labels.map((label) => `\`${label}\``).join(' ')
      return [`\`${name}\``, type, listed, services, help.replaceAll('|', '\\|')]
    })
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  )
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...rows].map(lineOf).concat('').join('\n')
}

/** A row of the table of a page: what it says of a metric that has not happened yet. */
export type Row = Pick<DocumentedMetric, 'labels' | 'services'>

/** The rows of the table of a page, by metric. */
export function rowsInTable(page: string): ReadonlyMap<string, Row> {
  const rows = page.matchAll(/^\| `(\w+)` +\| \w+ +\| ([^|]*) \| (\w+) +\|/gm)
  return new Map(
    [...rows].map(([, name = '', labels = '', services = '']) => [
      name,
      { services, labels: [...labels.matchAll(/`(\w+)`/g)].flatMap(([, label]) => label ?? []) },
    ]),
  )
}
