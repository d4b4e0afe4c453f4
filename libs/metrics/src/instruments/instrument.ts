import type { HistogramFamily } from '../family/metric-family.ts'

/** Values for all labels of a metric; never from what a stranger sends. */
export type Labels<Label extends string> = Readonly<Record<Label, string>>

/** A metric without labels is told none. */
type With<Label extends string, Rest extends readonly unknown[]> = [Label] extends [never]
  ? Rest
  : [labels: Labels<Label>, ...rest: Rest]

/** Counts what happens. */
export interface Counter<Label extends string = never> {
  /** Adds 1, or `amount`, which is not negative. 0 makes the series appear. */
  inc(...args: With<Label, [amount?: number]>): void
}

/** Tells how much there is. */
export interface Gauge<Label extends string = never> {
  set(...args: With<Label, [value: number]>): void
  /** Tells nothing of it any more, until it is set again. */
  remove(...args: With<Label, []>): void
}

/** Sorts amounts into buckets, durations above all. */
export interface Histogram<Label extends string = never> {
  /**
   * Takes a value in the unit of the metric; what is no number is passed over. The trace that it
   * belongs to becomes an exemplar; by default the one that is going on (`traceId` of the options).
   */
  observe(...args: With<Label, [value: number, traceId?: string | undefined]>): void
  /** What was observed since the start. */
  read(): HistogramFamily
}

/** What every metric says of itself; the name keeps the rules of `brokenRules`. */
export interface InstrumentOptions<Label extends string> {
  /** With the base unit at its end; that of a counter ends in `_total`. */
  readonly name: string
  /** A sentence. */
  readonly help: string
  readonly labels?: readonly Label[]
}

export interface CounterOptions<Label extends string> extends InstrumentOptions<Label> {
  /**
   * For what is counted elsewhere: adds the totals to a counter that begins at 0, whenever somebody
   * reads it.
   */
  readonly read?: (counter: Counter<Label>) => void
}

export interface GaugeOptions<Label extends string> extends InstrumentOptions<Label> {
  /** Sets the gauge whenever somebody reads it; until it has done so once nothing is told. */
  readonly read?: (gauge: Gauge<Label>) => void | Promise<void>
  /**
   * Set for what all processes of a service have in common, such as the size of a file: the
   * supervisor then tells it once, not for every worker.
   */
  readonly isShared?: boolean
}

export interface HistogramOptions<Label extends string> extends InstrumentOptions<Label> {
  /** Upper bounds, each above the one before. */
  readonly buckets: readonly number[]
  /** So many sets of labels are told apart; of more, only those in `kept` are, the others are `_OTHER`. */
  readonly maxSeries?: number
  /** The labels that stay right whatever comes. Few values. */
  readonly kept?: readonly Label[]
}
