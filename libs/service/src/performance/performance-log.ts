import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import type { PerformanceSource } from './observed-operations.ts'
import { startPerformanceLog } from './start-performance-log.ts'

export interface PerformanceLogOptions {
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'httpRequestDuration'>
  /** Beside those of HTTP. */
  readonly sources: readonly PerformanceSource[]
}

/** The performance log of an app that is asked over HTTP, among others. Register it before routes. */
export const performanceLog = fastifyPlugin<PerformanceLogOptions>(
  async (app, { logger, metrics, sources }) => {
    const quiet = new Set<string>()
    app.addHook('onRoute', ({ url, config }) => {
      if (config?.quiet) quiet.add(url)
    })
    let stop: (() => void) | undefined
    app.addHook('onReady', async () => {
      stop = startPerformanceLog({ logger, sources: [ofHttp(metrics, quiet), ...sources] })
    })
    app.addHook('onClose', async () => stop?.())
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
