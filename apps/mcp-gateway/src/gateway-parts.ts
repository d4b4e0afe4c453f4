import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { createPromptClient, type PromptClient, type TraceAttempt } from '@promptbin/prompt-client'
import type { Live, PerformanceSource } from '@promptbin/service'
import type { Tracing } from '@promptbin/tracing'
import { createFastPath, type FastPath } from './fast/fast-path.ts'
import { createFastPathMetrics } from './fast/fast-path-metrics.ts'
import { createFactoryFor } from './fast/mux/factory-for.ts'
import { createConnectionMetrics } from './http/connections/connection-metrics.ts'
import { createServing, type Hosting, type Serving } from './http/serving.ts'
import { type Administration, createAdministration } from './mcp/admin/administration.ts'
import { createSupervisorClient } from './mcp/admin/supervisor/supervisor-client.ts'
import { probeClient } from './mcp/clients/known-clients.ts'
import type { OperationReport } from './mcp/operation.ts'
import type { Profile } from './mcp/profiles/profile.ts'
import { createServerFactory, type ServerFactories, type ServerPlugin } from './mcp/server.ts'
import { type Activity, createActivity } from './observation/activity.ts'
import {
  type BreakerStates,
  createBreakerStates,
  type OnBreaker,
} from './observation/breaker-states.ts'
import { createLibraryObserver } from './observation/library-observer.ts'
import { createGatewayMetrics } from './observation/metrics.ts'
import { createOperationLog } from './observation/operation-log.ts'
import { servedVersions } from './status.ts'
import { createCallTrace } from './tracing/call-trace.ts'
import { createOperationTrace } from './tracing/operation-trace.ts'

export interface GatewayPartsOptions {
  readonly version: string
  readonly logger: Logger
  readonly metrics: Metrics
  /** A request over standard streams that takes longer is a warning; none is, unless told. */
  readonly slowRequestMs?: Live<number>
  /** Where prompt-web is. */
  readonly webUrl: string
  readonly requestTimeoutMs: Live<number>
  /** Told when a breaker changes, besides log and metrics. */
  readonly onBreaker?: OnBreaker
  /** By what prompt-web knows this gateway; nothing unless told. */
  readonly webCredential?: Readonly<Record<string, string>>
  /** How long the breakers stay open; by default what the client finds right. */
  readonly resetTimeoutMs?: number
  readonly profiles: readonly Profile[]
  readonly hosting: Hosting
  /** `mcp.fast_path`; on by default. */
  readonly fastPath?: boolean
  /** Records requests, unless nothing is traced. */
  readonly tracing?: Tracing | undefined
  /** Who keeps this gateway running; without it there is nothing to administer. */
  readonly supervisor?: SupervisorAccess | undefined
  /** What is served besides the library; the product has none. */
  readonly plugins?: readonly ServerPlugin[]
}

/** How the supervisor is asked, and who may have it do something. */
export interface SupervisorAccess {
  readonly url: string
  /** What the processes of this instance know. */
  readonly instanceKey: string
  /** `mcp.admin_tools`. */
  readonly adminTools: boolean
}

/** What the gateway consists of, whatever it is reached by. */
export interface GatewayParts {
  readonly library: PromptClient
  readonly factories: ServerFactories
  readonly activity: Activity
  /** How requests are told of in the performance log. */
  readonly performanceSources: readonly PerformanceSource[]
  readonly serving: Serving
  readonly fastPath?: FastPath
  /** Undefined without a supervisor. */
  readonly administration: Administration | undefined
  /** Joins what prompt-web is asked with the request that it is asked for. */
  readonly traceCall: TraceAttempt
  /** Shows the state of a breaker. */
  readonly onBreaker: OnBreaker
  /** The state of each, for checks. */
  readonly breakers: Pick<BreakerStates, 'of'>
}

/** Puts the parts together, the same for a service, for standard streams and for tests. */
export function createGatewayParts(options: GatewayPartsOptions): GatewayParts {
  const { version, logger, metrics, webUrl, requestTimeoutMs, resetTimeoutMs, tracing } = options
  const trace = createOperationTrace(tracing)
  const traceCall = createCallTrace({ tracing, url: webUrl })
  const breakers = createBreakerStates({ metrics, logger })
  const onBreaker: OnBreaker = (...changed) => {
    breakers.onBreaker(...changed)
    options.onBreaker?.(...changed)
  }
  const administration =
    options.supervisor && administer(options.supervisor, { tracing, onBreaker })
  const gatewayMetrics = createGatewayMetrics(metrics, administration?.isOperation)
  const logOperation = createOperationLog({ ...options, level: 'info' })
  const activity = createActivity({ versions: servedVersions })
  const library = createPromptClient({
    baseUrl: webUrl,
    ...(options.webCredential && { credential: options.webCredential }),
    timeoutMs: requestTimeoutMs,
    ...(resetTimeoutMs !== undefined && { resetTimeoutMs }),
    trace: traceCall,
    observer: createLibraryObserver({ metrics, logger, onBreaker }),
  })
  const observe = (report: OperationReport) => {
    gatewayMetrics.observeOperation(report)
    if (report.client !== probeClient) activity.observe(report)
  }
  const factories = createServerFactory({
    library,
    webUrl,
    version,
    requestTimeoutMs,
    trace,
    onOperation: (report) => {
      observe(report)
      logOperation(report)
    },
    plugins: [...(options.plugins ?? []), ...(administration ? [administration.plugin] : [])],
  })
  const serving = createServing({
    ...options,
    administration,
    serverFactoryFor: factories.serverFactoryFor,
    library,
    connectionMetrics: createConnectionMetrics(metrics),
  })
  const logAnswered = createOperationLog({ ...options, level: 'debug' })
  const fastPath = createFastPath({
    library,
    factoryFor: createFactoryFor(factories, options.profiles),
    onServed: createFastPathMetrics(metrics),
    trace: tracing && trace,
    onOperation: (report) => {
      observe(report)
      logAnswered(report)
    },
  })
  const performanceSources = [gatewayMetrics.performance]
  const made = { library, factories, activity, performanceSources, serving }
  const parts = { ...made, administration, traceCall, onBreaker, breakers }
  return options.fastPath === false ? parts : { ...parts, fastPath }
}

/** Nothing is connected, and the registry of operations not read, before an administrator comes. */
function administer(
  { url, instanceKey, adminTools }: SupervisorAccess,
  { tracing, onBreaker }: { readonly tracing: Tracing | undefined; readonly onBreaker: OnBreaker },
): Administration {
  const supervisor = createSupervisorClient({
    url,
    instanceKey,
    trace: createCallTrace({ tracing, url }),
    onBreaker: (state) => onBreaker('supervisor', state),
  })
  return createAdministration({ supervisor, isOpenToLocal: adminTools })
}
