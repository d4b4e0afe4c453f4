import type { Exemplar, HistogramFamily, LabelSet, MetricFamily } from '../family/metric-family.ts'
import { accepts, type ExpositionFormat } from './negotiation.ts'

/** Metrics as they are sent. */
export interface Exposition {
  readonly contentType: string
  readonly body: string
}

/** Of Prometheus' text format 0.0.4 and of OpenMetrics 1.0. */
const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
}

/**
 * Writes metrics in the format that the reader prefers (`Accept`, RFC 9110 section 12.5.1): text
 * unless it asks for OpenMetrics, which has exemplars.
 */
export function expose(families: readonly MetricFamily[], accept?: string): Exposition {
  const format = accepts(accept)
  const lines: string[] = []
  for (const family of families) writeFamily(lines, family, format)
  if (format === 'openmetrics') lines.push('# EOF')
  return { contentType: contentTypes[format], body: `${lines.join('\n')}\n` }
}

function writeFamily(lines: string[], family: MetricFamily, format: ExpositionFormat): void {
  const { name, help, type } = family
  // OpenMetrics calls a counter by its name without the suffix, and its number with it.
  const title = format === 'openmetrics' && type === 'counter' ? name.replace(/_total$/, '') : name
  lines.push(`# HELP ${title} ${escapeHelp(help)}`, `# TYPE ${title} ${type}`)
  if (type === 'histogram') writeHistogram(lines, family, format)
  else {
    for (const { labels, value } of family.series) {
      lines.push(`${name}${inBraces(textOf(labels))} ${numberText(value)}`)
    }
  }
}

function writeHistogram(lines: string[], family: HistogramFamily, format: ExpositionFormat): void {
  const { name, bounds, series } = family
  const limits = [...bounds.map(String), '+Inf']
  for (const { labels, counts, sum, exemplars = [] } of series) {
    const own = textOf(labels)
    let total = 0
    for (const [bucket, limit] of limits.entries()) {
      total += counts[bucket] ?? 0
      const le = own === '' ? `le="${limit}"` : `le="${limit}",${own}`
      const kept = format === 'openmetrics' && exemplars.find((one) => one.bucket === bucket)
      lines.push(`${name}_bucket{${le}} ${total}${kept ? exemplarText(kept) : ''}`)
    }
    const braces = inBraces(own)
    lines.push(`${name}_sum${braces} ${numberText(sum)}`, `${name}_count${braces} ${total}`)
  }
}

function exemplarText({ traceId, value, atMs }: Exemplar): string {
  return ` # {trace_id="${escapeValue(traceId)}"} ${numberText(value)} ${(atMs / 1000).toFixed(3)}`
}

function textOf(labels: LabelSet): string {
  let text = ''
  for (const name in labels) {
    text += `${text === '' ? '' : ','}${name}="${escapeValue(labels[name] ?? '')}"`
  }
  return text
}

function inBraces(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

function escapeValue(value: string): string {
  return /[\\"\n]/.test(value) ? escapeHelp(value).replaceAll('"', '\\"') : value
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value)
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? '+Inf' : '-Inf'
}
