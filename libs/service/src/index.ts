export type { AuthenticationOptions, Denial } from './access/authentication.ts'
export { cameByHttps, giveSession, newSessionSecret } from './access/browser-session.ts'
export { readCookie, sessionCookie } from './access/cookies.ts'
export { askerOf, currentAsker, currentPrincipal, FACE_HEADER } from './access/current-asker.ts'
export {
  authenticationUnavailable,
  loginRequired,
  scopeInsufficient,
  tokenInvalid,
  tooManyTries,
} from './access/errors.ts'
export { type Credentials, PRINCIPAL_HEADER, SCOPES_HEADER, stranger } from './access/identify.ts'
export { isLoginRequired } from './access/is-login-required.ts'
export { returnAddress } from './access/return-address.ts'
export { type Access, needing } from './access/route-access.ts'
export { parseJson } from './body/parse-json.ts'
export { describeFaults } from './body/validation-faults.ts'
export { followDefects } from './defects/follow-defects.ts'
export { describeState } from './defects/process-state.ts'
export { overloaded, routeNotFound } from './errors.ts'
export {
  type BreakerCheckOptions,
  createBreakerCheck,
  type ShownBreaker,
} from './health/breaker-check.ts'
export { observeProcess } from './health/observe-process.ts'
export { isOperator, isSameMachine } from './health/same-machine.ts'
export { LiveConfig, type LiveEffect } from './live/live-config.ts'
export { liveThresholds } from './live/live-thresholds.ts'
export { type Live, valueNow } from './live/live-value.ts'
export { tooManyConnections } from './live/too-many-connections.ts'
export { logBreaker } from './metrics/breaker-log.ts'
export { measureBreakers } from './metrics/breaker-metrics.ts'
export { measureDisk } from './metrics/disk-metrics.ts'
export type { DrainHook } from './operations/drain.ts'
export { exemptFromPressure } from './operations/pressure.ts'
export type { PerformanceSource } from './performance/observed-operations.ts'
export { startPerformanceLog } from './performance/start-performance-log.ts'
export { PROBLEM_CONTENT_TYPE, type Problem, toProblem } from './problem/problem.ts'
export { retryAfterSeconds } from './problem/retry-after.ts'
export { armAskedFailpoints } from './process/arm-asked-failpoints.ts'
export { describeStartError, exitWithError } from './process/exit-with-error.ts'
export { type BorrowedSocket, borrowSocket } from './process/extra-socket.ts'
export { giveBackMemory } from './process/give-back-memory.ts'
export { type ListenAddress, listenOnAddress } from './process/listen.ts'
export { logConfigNotices } from './process/log-config-notices.ts'
export {
  type RunningService,
  type RunServiceOptions,
  runService,
} from './process/run-service.ts'
export { endWithSupervisor } from './process/supervisor-loss.ts'
export { DEADLINE_HEADER, type Deadline } from './request/deadline.ts'
export { adoptTrace, REQUEST_ID_HEADER, TRACE_RESPONSE_HEADER } from './request/request-context.ts'
export { LOOPBACK_HOSTS } from './request/request-guard.ts'
export { slowRequestCounter } from './request/slow-requests.ts'
export type { Traffic } from './request/traffic.ts'
export { createServiceApp, type ServiceAppOptions } from './service-app.ts'
export { type AskOptions, askJson } from './status/ask-json.ts'
export { type ConfigReport, configReport } from './status/config-report.ts'
export { describeProcess, type ProcessDescription } from './status/describe-process.ts'
export { forThisMachine } from './status/for-this-machine.ts'
export { createMcpStatus, type McpStatus } from './status/gateway-status.ts'
export {
  hasInstanceProof,
  INSTANCE_PROOF_HEADER,
  instanceProof,
  setUpTokenOf,
} from './status/instance-proof.ts'
export type { ServerSentEvent } from './stream/event-stream.ts'
export {
  createEventStreams,
  type EventStreams,
  type EventStreamsOptions,
} from './stream/event-streams.ts'
export {
  createTracesCheck,
  type ServiceTracingOptions,
  startServiceTracing,
} from './tracing/start-service-tracing.ts'
