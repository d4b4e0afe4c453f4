/** The version of the message format; both sides of one installation always speak the same one. */
export const IPC_VERSION = 1

/** What a service tells about itself once a second; totals count from the start of the process. */
export interface Heartbeat {
  /** 99th percentile of the event loop delay since the last beat. */
  readonly loopLagMs: number
  readonly rssBytes: number
  readonly heapUsedBytes: number
  /** CPU time of user and system since the start. */
  readonly cpuSeconds: number
  readonly activeRequests: number
  readonly requestsHandled: number
  readonly averageResponseMs: number
}

/** The service is built and wants its listening socket. */
export interface PreparedMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'prepared'
}

/** The service answers at `url`. */
export interface ReadyMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'ready'
  readonly url: string
}

/** A sign of life: a missing one means that the event loop hangs. */
export interface HeartbeatMessage extends Heartbeat {
  readonly v: typeof IPC_VERSION
  readonly type: 'heartbeat'
}

/** From a service to its supervisor. */
export type ServiceMessage = PreparedMessage | ReadyMessage | HeartbeatMessage

/** Answers `prepared`; the socket handle travels beside the message. */
export interface ListenMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'listen'
}

/** Asks the service to finish its requests within `timeoutMs` and to exit. */
export interface StopMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'stop'
  readonly timeoutMs: number
}

/** From the supervisor to a service. */
export type SupervisorMessage = ListenMessage | StopMessage
