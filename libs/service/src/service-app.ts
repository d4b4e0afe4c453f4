import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { Tracing } from '@promptbin/tracing'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
  fastify,
  LogController,
} from 'fastify'
import { type AuthenticationOptions, authentication } from './access/authentication.ts'
import { routeAccess } from './access/route-access.ts'
import { jsonBody } from './body/json-body.ts'
import { DEFAULT_MAX_DEPTH } from './body/parse-json.ts'
import { validation } from './body/validation.ts'
import { describeFaults } from './body/validation-faults.ts'
import { healthRoute } from './health/health-route.ts'
import { observeProcess } from './health/observe-process.ts'
import { ownChecks } from './health/own-checks.ts'
import { liveness, probes } from './health/probes.ts'
import type { ProcessLimits } from './health/process-checks.ts'
import type { Live } from './live/live-value.ts'
import { metricsRoute } from './metrics/metrics-route.ts'
import { requestMetrics } from './metrics/request-metrics.ts'
import { connectionLimit, DEFAULT_MAX_CONNECTIONS } from './operations/connection-limit.ts'
import { drain } from './operations/drain.ts'
import { DEFAULT_MAX_LOOP_DELAY_MS, pressure } from './operations/pressure.ts'
import { securityHeaders } from './operations/security-headers.ts'
import type { PerformanceSource } from './performance/observed-operations.ts'
import { performanceLog } from './performance/performance-log.ts'
import { problemAnswers } from './problem/problem-answers.ts'
import { answerUnparsable, answerUnroutable } from './problem/protocol-errors.ts'
import { unusualRequests } from './problem/unusual-requests.ts'
import { deadline } from './request/deadline.ts'
import { requestContext, requestIdOf } from './request/request-context.ts'
import { LOOPBACK_HOSTS, requestGuard } from './request/request-guard.ts'
import { requestLog } from './request/request-log.ts'
import { requestTimes } from './request/request-times.ts'
import { traffic } from './request/traffic.ts'
import { routeList } from './status/route-list.ts'
import { requestTracing } from './tracing/request-tracing.ts'

export interface ServiceAppOptions {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** What `/health` says beyond the checks; must be cheap. */
  readonly healthDetails?: () => object
  /** Finds out who asks, and lets nobody in whom a route is not for; without it everybody is. */
  readonly authentication?: Omit<AuthenticationOptions, 'metrics'>
  /** Who is told more of its health than the status; see `isOperator` by default. */
  readonly mayReadHealth?: (request: FastifyRequest) => boolean
  /** Records requests, unless nothing is traced. */
  readonly tracing?: Tracing | undefined
  /** What this process may use before its health says so; what the system sets by default. */
  readonly processLimits?: ProcessLimits
  /** Whoever makes the app has called `observeProcess`; without it that is done here. */
  readonly isObserved?: boolean
  /** Of a route that sets none; 64 KiB by default. */
  readonly bodyLimitBytes?: number
  /** Levels of lists and objects in a JSON body; 32 by default. */
  readonly maxBodyDepth?: number
  /** Names that may stand in `Host`, without port; those of this machine by default. */
  readonly allowedHosts?: readonly string[]
  /** Addresses and networks of proxies that are believed for whom they ask; none by default. */
  readonly trustedProxies?: readonly string[]
  /** Web pages of others that may ask, see `requestGuard`; none by default. */
  readonly allowedOrigins?: readonly string[]
  /**
   * Answers anybody, about nothing but its own routes: under any name in `Host`, and of the routes
   * for operators with `/livez` only.
   */
  readonly isPublic?: boolean
  /**
   * How late the event loop may be before requests are turned away; 250 by default, 0 is no limit.
   * Tests have none: their machine is busy with other tests.
   */
  readonly maxLoopDelayMs?: number
  /** A request that takes longer is logged as a warning; 0, the default: none. */
  readonly slowRequestMs?: Live<number>
  /** What the performance log tells of beside HTTP. */
  readonly performanceSources?: readonly PerformanceSource[]
  /** Connections that are served at once; 1,000 by default. */
  readonly maxConnections?: Live<number>
}

const DEFAULT_BODY_LIMIT_BYTES = 64 * 1024

/** Time to send a whole request; also for an import of 16 MiB over a slow line. */
const REQUEST_TIMEOUT_MS = 60_000
const HEADERS_TIMEOUT_MS = 10_000
/** How often Node looks for requests that are over time; by default only every 30 s. */
const TIMEOUT_CHECK_MS = 2_000

/**
 * An ordinary Fastify app with what all services share. Routes, parsers and error handlers are
 * added to it as to any other; nothing listens yet, see `runService`.
 */
export async function createServiceApp(options: ServiceAppOptions): Promise<FastifyInstance> {
  const { health, metrics, isPublic = false } = options
  const { maxConnections = DEFAULT_MAX_CONNECTIONS } = options
  const { maxLoopDelayMs = DEFAULT_MAX_LOOP_DELAY_MS } = options
  const app = fastify(serverOptions(options))

  await app.register(routeList)
  if (options.authentication) await app.register(routeAccess)
  await app.register(problemAnswers)
  await app.register(unusualRequests)
  await app.register(requestContext)
  await app.register(traffic)
  if (options.tracing) await app.register(requestTracing, { tracing: options.tracing })
  await app.register(requestTimes)
  await app.register(requestLog, {
    logger: options.logger,
    metrics,
    slowRequestMs: options.slowRequestMs ?? 0,
  })
  await app.register(requestMetrics, { metrics })
  await app.register(performanceLog, {
    logger: options.logger,
    metrics,
    sources: options.performanceSources ?? [],
  })
  await app.register(securityHeaders)
  await app.register(drain, { health })
  await app.register(requestGuard, {
    allowedHosts: isPublic ? 'any' : (options.allowedHosts ?? LOOPBACK_HOSTS),
    allowedOrigins: options.allowedOrigins ?? [],
  })
  if (options.authentication)
    await app.register(authentication, { metrics, ...options.authentication })
  await app.register(connectionLimit, { maxConnections, metrics })
  await app.register(pressure, { maxLoopDelayMs, metrics })
  await app.register(deadline)
  await app.register(jsonBody, { maxDepth: options.maxBodyDepth ?? DEFAULT_MAX_DEPTH })

  if (isPublic) {
    await app.register(liveness)
    return app
  }
  await app.register(probes, { health })
  await app.register(healthRoute, {
    health,
    details: options.healthDetails,
    mayReadDetails: options.mayReadHealth,
  })
  await app.register(ownChecks, { health, maxConnections, maxLoopDelayMs })
  if (options.isObserved !== true) observeProcess(options)
  await app.register(metricsRoute, { metrics })
  return app
}

function serverOptions({ logger, bodyLimitBytes, trustedProxies = [] }: ServiceAppOptions) {
  const loggerInstance: FastifyBaseLogger = logger
  return {
    loggerInstance,
    // Fastify's two lines a request are one line of ours, see request-log.ts.
    logController: new LogController({ disableRequestLogging: true }),
    // Every line has the request id from its context; a child logger would write it twice.
    childLoggerFactory: (parent, _bindings, { level }) =>
      level === undefined ? parent : parent.child({}, { level }),
    genReqId: requestIdOf,
    // An empty list would have Fastify read the headers of proxies all the same.
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    bodyLimit: bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: {
      // Node would answer without a body; the request guard says what is wrong.
      requireHostHeader: false,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    schemaController: validation,
    schemaErrorFormatter: (faults, part) => describeFaults(faults, part),
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerUnparsable,
  } satisfies FastifyServerOptions & { http: object }
}
