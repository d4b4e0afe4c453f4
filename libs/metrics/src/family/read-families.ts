import type {
  Exemplar,
  HistogramFamily,
  HistogramSeries,
  LabelSet,
  MetricFamily,
  ScalarSeries,
} from './metric-family.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads metrics that came from another process as JSON. What is not one of ours is passed over, and
 * so is a number that JSON cannot write.
 */
export function readFamilies(values: readonly unknown[]): readonly MetricFamily[] {
  return values.flatMap((value) => readFamily(value) ?? [])
}

function readFamily(value: unknown): MetricFamily | undefined {
  if (!isFields(value)) return undefined
  const { name, help, type, series, isShared } = value
  if (typeof name !== 'string' || typeof help !== 'string' || !Array.isArray(series)) return
  if (type === 'histogram') return readHistogram({ name, help, type }, value.bounds, series)
  if (type !== 'counter' && type !== 'gauge') return undefined
  const scalars = series.filter(isScalar)
  if (type === 'counter') return { name, help, type, series: scalars }
  return { name, help, type, ...(isShared === true && { isShared }), series: scalars }
}

function readHistogram(
  described: Pick<HistogramFamily, 'name' | 'help' | 'type'>,
  bounds: unknown,
  series: readonly unknown[],
): HistogramFamily | undefined {
  if (!isNumbers(bounds)) return undefined
  const fits = (one: unknown): one is HistogramSeries =>
    isHistogram(one) && one.counts.length === bounds.length + 1
  return { ...described, bounds, series: series.filter(fits) }
}

function isScalar(value: unknown): value is ScalarSeries {
  return isFields(value) && isLabels(value.labels) && isNumber(value.value)
}

function isHistogram(value: unknown): value is HistogramSeries {
  if (!isFields(value) || !isLabels(value.labels)) return false
  const { counts, sum, exemplars } = value
  const hasExemplars = exemplars === undefined || isListOf(exemplars, isExemplar)
  return isNumbers(counts) && isNumber(sum) && hasExemplars
}

function isExemplar(value: unknown): value is Exemplar {
  if (!isFields(value)) return false
  const { bucket, traceId, value: observed, atMs } = value
  return typeof traceId === 'string' && [bucket, observed, atMs].every(isNumber)
}

function isLabels(value: unknown): value is LabelSet {
  return isFields(value) && Object.values(value).every((label) => typeof label === 'string')
}

function isNumbers(value: unknown): value is readonly number[] {
  return isListOf(value, isNumber)
}

function isListOf<Item>(
  value: unknown,
  isItem: (item: unknown) => item is Item,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
