import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { followOperations, type PerformanceSource } from './observed-operations.ts'

export interface PerformanceLogOptions {
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'httpRequestDuration'>
  /** Beside those of HTTP. */
  readonly sources: readonly PerformanceSource[]
}

const intervalMs = 60_000
/** Of more routes than that nobody reads a line. */
const mostOperations = 40

/**
 * One line a minute in which something was asked, and one for the rest at the end: how often each
 * operation was asked for, how fast it was, and how often it failed. Register it before routes.
 */
export const performanceLog = fastifyPlugin<PerformanceLogOptions>(
  async (app, { logger, metrics, sources }) => {
    const quiet = new Set<string>()
    app.addHook('onRoute', ({ url, config }) => {
      if (config?.quiet) quiet.add(url)
    })
    const all = [ofHttp(metrics, quiet), ...sources].map(followOperations)
    let sinceMs = performance.now()
    const tell = () => {
      const nowMs = performance.now()
      const seconds = Math.round((nowMs - sinceMs) / 100) / 10
      sinceMs = nowMs
      const operations = all.flatMap((read) => read()).slice(0, mostOperations)
      if (operations.length === 0) return
      logger.info({ event: 'performance', seconds, operations }, 'performance')
    }
    let timer: NodeJS.Timeout | undefined
    app.addHook('onReady', async () => {
      timer = setInterval(tell, intervalMs).unref()
    })
    app.addHook('onClose', async () => {
      clearInterval(timer)
      tell()
    })
  },
  { name: 'performance-log', dependencies: ['request-metrics'] },
)

function ofHttp(
  { httpRequestDuration }: Pick<Metrics, 'httpRequestDuration'>,
  quiet: ReadonlySet<string>,
): PerformanceSource {
  return {
    histogram: httpRequestDuration,
    operationOf: ({ method, route = '' }) => (quiet.has(route) ? undefined : `${method} ${route}`),
    isError: ({ status_class }) => status_class === '5xx' || status_class === 'aborted',
  }
}
