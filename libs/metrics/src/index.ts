export {
  createMetrics,
  HTTP_BUCKETS_SECONDS,
  type Metrics,
  type MetricsOptions,
  type MetricsReader,
} from './create-metrics.ts'
export { type Exposition, expose } from './exposition/exposition.ts'
export type {
  CounterFamily,
  Exemplar,
  GaugeFamily,
  HistogramFamily,
  HistogramSeries,
  LabelSet,
  MetricFamily,
  ScalarSeries,
} from './family/metric-family.ts'
export { readFamilies } from './family/read-families.ts'
export { methodLabel, routeLabel, statusClassLabel, UNMATCHED_ROUTE } from './http-labels.ts'
export type {
  Counter,
  Gauge,
  GaugeOptions,
  Histogram,
  HistogramOptions,
  InstrumentOptions,
  Labels,
} from './instruments/instrument.ts'
export type { Instruments } from './instruments/instruments.ts'
export { readDescriptorsLimit } from './process/descriptors.ts'
export { followLoopLag, LOOP_LAG_RESOLUTION_MS, type LoopLag } from './process/loop-lag.ts'
