import type { Metrics } from '@promptbin/metrics'
import type { FastLayer } from './fast-path.ts'

/** Registers the counter of the fast path; gives what counts a request. */
export function createFastPathMetrics(metrics: Metrics): (layer: FastLayer) => void {
  const requests = metrics.counter({
    name: 'promptbin_fast_path_requests_total',
    help: 'MCP requests over HTTP by what answered them: bytes that were ready, a server for many requests (mux) or for one (sdk).',
    labels: ['layer'],
  })
  for (const layer of ['bytes', 'mux', 'sdk'] as const) requests.inc({ layer }, 0)
  return (layer) => requests.inc({ layer })
}
