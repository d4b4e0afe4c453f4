export {
  createMetrics,
  HTTP_BUCKETS_SECONDS,
  type Metrics,
  type MetricsOptions,
} from './create-metrics.ts'
export { methodLabel, routeLabel, statusClassLabel, UNMATCHED_ROUTE } from './http-labels.ts'
export { followLoopLag, LOOP_LAG_RESOLUTION_MS, type LoopLag } from './loop-lag.ts'
