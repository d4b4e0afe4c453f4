import { methodLabel } from '@promptbin/metrics'
import { httpServerEnd, httpServerSpan, type Tracing } from '@promptbin/tracing'
import fastifyPlugin from 'fastify-plugin'
import { recordSpan } from '../request/request-context.ts'
import { isQuiet } from '../request/traffic.ts'
import { whenAnswered } from '../request/when-answered.ts'

/** Records every request as a span, but for probes, scrapes and those of the service itself. */
export const requestTracing = fastifyPlugin<{ readonly tracing: Tracing }>(
  async (app, { tracing }) => {
    app.addHook('onRequest', (request, reply, done) => {
      if (!isQuiet(request)) {
        const { requestContext: context, raw, routeOptions } = request
        const span = tracing.start({
          ...httpServerSpan({
            method: methodLabel(request.method),
            route: routeOptions.url,
            httpVersion: raw.httpVersion,
          }),
          parent: context.parent,
          traceId: context.traceId,
        })
        recordSpan(request, reply, span.context)
        whenAnswered(reply, (isComplete) => span.end(httpServerEnd(reply.statusCode, isComplete)))
      }
      done()
    })
  },
  { name: 'request-tracing', dependencies: ['request-context', 'traffic'] },
)
