/** Labels of one series: names and values. */
export type LabelSet = Readonly<Record<string, string>>

/** An observation that stands for those of its bucket (OpenMetrics 1.0, exemplars). */
export interface Exemplar {
  /** The index of its bucket. */
  readonly bucket: number
  readonly traceId: string
  readonly value: number
  /** Milliseconds since the epoch. */
  readonly atMs: number
}

/** One number of a counter or gauge. */
export interface ScalarSeries {
  readonly labels: LabelSet
  readonly value: number
}

/** The observations under one set of labels. */
export interface HistogramSeries {
  readonly labels: LabelSet
  /** How many fell into each bucket alone; the last is what lies above all bounds. */
  readonly counts: readonly number[]
  readonly sum: number
  readonly exemplars?: readonly Exemplar[]
}

interface Described {
  /** As in the text format: that of a counter ends in `_total`. */
  readonly name: string
  readonly help: string
}

/** A metric that only grows while its process lives. */
export interface CounterFamily extends Described {
  readonly type: 'counter'
  readonly series: readonly ScalarSeries[]
}

/** A metric that goes up and down. */
export interface GaugeFamily extends Described {
  readonly type: 'gauge'
  /** It tells of something that several processes have in common, so a sum would count it twice. */
  readonly isShared?: true
  readonly series: readonly ScalarSeries[]
}

/** A metric that sorts observations into buckets. */
export interface HistogramFamily extends Described {
  readonly type: 'histogram'
  /** The upper bounds of the buckets, each above the one before; `+Inf` is not among them. */
  readonly bounds: readonly number[]
  readonly series: readonly HistogramSeries[]
}

/** All that is told of one metric; as data, so that it travels between processes as JSON. */
export type MetricFamily = CounterFamily | GaugeFamily | HistogramFamily
