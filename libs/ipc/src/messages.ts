/** The version of the message format; both sides of one installation always speak the same one. */
export const IPC_VERSION = 1

/** What a service tells about itself once a second; totals count from the start of the process. */
export interface Heartbeat {
  /** 99th percentile of the event loop delay since the last beat. */
  readonly loopLagMs: number
  /** Time spent in garbage collection since the last beat. */
  readonly gcPauseMs: number
  readonly rssBytes: number
  readonly heapUsedBytes: number
  /** CPU time of user and system since the start. */
  readonly cpuSeconds: number
  readonly activeRequests: number
  readonly requestsHandled: number
  readonly averageResponseMs: number
  /** Whether new connections are taken; of a ready service only one that went deaf says no. */
  readonly isListening: boolean
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

/** A sign of life: a missing one means that the event loop hangs. Sent from `prepared` on. */
export interface HeartbeatMessage extends Heartbeat {
  readonly v: typeof IPC_VERSION
  readonly type: 'heartbeat'
}

/** How a process finds itself; sent when that has changed. */
export interface HealthMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'health'
  readonly status: 'pass' | 'warn' | 'fail'
  /** What is wrong, the worst first; null when nothing is. */
  readonly reason: string | null
}

/** A socket beside that of the service, which the supervisor binds once for all workers. */
export type ExtraSocket = 'share'

/** The service wants to listen on an extra socket; answered by `socket`. */
export interface SocketWantedMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'socket-wanted'
  readonly socket: ExtraSocket
}

/** A profile that was asked for is in its file. */
export interface ProfileDoneMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'profile-done'
  /** That of the `profile` message. */
  readonly id: string
  readonly bytes: number
}

/** A profile that was asked for was not made. */
export interface ProfileFailedMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'profile-failed'
  /** That of the `profile` message. */
  readonly id: string
  readonly reason: string
}

/** An error that nobody caught: the process goes on for now, and wants another in its place. */
export interface DefectMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'defect'
  readonly kind: 'exception' | 'rejection'
}

/** What a service has counted, as it stands at that moment. */
export interface MetricsMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'metrics'
  /** That of the `collect` message; null: nobody asked, it is the last before the service ends. */
  readonly id: string | null
  /** Metrics in the form of libs/metrics, which reads them (`readFamilies`). */
  readonly metrics: readonly unknown[]
}

/** Answers `config`. */
export interface ConfigAppliedMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'config-applied'
  /** That of the `config` message. */
  readonly id: string
  readonly generation: number
  /** Why the process goes by the configuration from before, in a sentence; null when it took it. */
  readonly problem: string | null
}

/** From a service to its supervisor. */
export type ServiceMessage =
  | PreparedMessage
  | ReadyMessage
  | HeartbeatMessage
  | HealthMessage
  | SocketWantedMessage
  | ProfileDoneMessage
  | ProfileFailedMessage
  | MetricsMessage
  | ConfigAppliedMessage
  | DefectMessage

/** Answers `prepared`, at once or when the process is needed; the socket travels beside it. */
export interface ListenMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'listen'
}

/** Answers `socket-wanted`; the socket travels beside it, unless it could not be bound. */
export interface SocketMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'socket'
  readonly socket: ExtraSocket
  /** The system's code, such as `EADDRINUSE`; null when the socket is there. */
  readonly problem: string | null
}

/**
 * An extra socket listens, since another worker wanted it: connections there are this one's as
 * well, and when the others end they are its alone.
 */
export interface SocketUsedMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'socket-used'
  readonly socket: ExtraSocket
}

/** Asks the service to finish its requests within `timeoutMs` and to exit. */
export interface StopMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'stop'
  readonly timeoutMs: number
}

/** What can be recorded of a running process. */
export const PROFILE_KINDS = ['cpu', 'heap-snapshot', 'heap-sampling'] as const

/** What can be recorded of a running process. */
export type ProfileKind = (typeof PROFILE_KINDS)[number]

/** Asks for a profile, which the service writes to a file of the supervisor's choice. */
export interface ProfileMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'profile'
  /** Names this request in its answer. */
  readonly id: string
  readonly kind: ProfileKind
  /** How long to record; a snapshot takes what it takes. */
  readonly durationMs: number
  /** A profile that grows beyond this is thrown away. */
  readonly maxBytes: number
  readonly file: string
}

/** Whether the disk still takes writes: at the critical threshold they are to be refused. */
export interface DiskMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'disk'
  readonly readOnly: boolean
}

/** Whether changes are to be refused because somebody works on PromptBin. */
export interface MaintenanceMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'maintenance'
  /** What people are told; null when there is no maintenance any more. */
  readonly reason: string | null
}

/** Whether changes are to be refused because the library is damaged. */
export interface DamageMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'damage'
  /** What is known, in a sentence; null when it is whole again. */
  readonly reason: string | null
}

/** Asks for what the service has counted; answered by `metrics`. */
export interface CollectMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'collect'
  /** Names this request in its answer. */
  readonly id: string
}

/** From now on the service logs what is at least so severe, until it is told otherwise. */
export interface LogLevelMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'log-level'
  /** One of the levels of libs/logging. */
  readonly level: string
}

/** From now on the service goes by another configuration; answered by `config-applied`. */
export interface ConfigMessage {
  readonly v: typeof IPC_VERSION
  readonly type: 'config'
  /** Names this request in its answer. */
  readonly id: string
  /** Of the configuration, counted over all starts of the instance. */
  readonly generation: number
  /** The whole of it, as the variables with which a process of it would be started. */
  readonly settings: Readonly<Record<string, string>>
}

/** From the supervisor to a service. */
export type SupervisorMessage =
  | ListenMessage
  | LogLevelMessage
  | SocketMessage
  | SocketUsedMessage
  | StopMessage
  | ProfileMessage
  | DiskMessage
  | MaintenanceMessage
  | DamageMessage
  | CollectMessage
  | ConfigMessage
