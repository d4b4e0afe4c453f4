import type { Heartbeat, ServiceMessage, SupervisorMessage } from '@promptbin/ipc'
import type { Failure } from '@promptbin/restart'
import type { TcpHandle } from '../sockets/listening-socket.ts'

/**
 * Where a process is in its life. `exited` and `failed` stand for a worker whose last process has
 * ended: the next one is on its way, or will not come by itself. `stopped` stands for a whole service
 * that was stopped on purpose; it has the process number 0.
 */
export type ProcessState =
  | 'starting'
  | 'spare'
  | 'ready'
  | 'draining'
  | 'stopping'
  | 'exited'
  | 'failed'
  | 'stopped'

/** A process as the API and `promptbin status` show it. */
export interface ProcessSnapshot {
  readonly service: string
  /** Its place in the service, from 0; null while it is a spare. */
  readonly worker: number | null
  /** Counts the processes of an instance, over all its starts. */
  readonly processId: number
  readonly pid: number | undefined
  readonly state: ProcessState
  /** Where its service answers. */
  readonly url: string
  /** ISO 8601, UTC. */
  readonly startedAt: string | undefined
  /** ISO 8601, UTC; undefined while it runs. */
  readonly endedAt: string | undefined
  /** Since when it is ready; 0 when it is not. */
  readonly uptimeSeconds: number
  /** Restarts after failures of the whole service. */
  readonly restarts: number
  /** Why the service was restarted last, or why it is not restarted any more. */
  readonly lastRestartReason: string | undefined
  readonly heartbeat: Heartbeat | undefined
}

/** Why a process that works is replaced by another. */
export type RecycleReason = 'memory-soft' | 'asked-for' | 'defect'

/** Hears what a process says over its channel. */
export type MessageListener = (processId: number, message: ServiceMessage) => void

/** What commands, the API and limits may do to the running services. */
export interface ServiceControl {
  /** Every process and every worker that has none, by service, workers before spares. */
  list(): readonly ProcessSnapshot[]
  /** Undefined when there is no such process any more. */
  snapshotOf(processId: number): ProcessSnapshot | undefined
  /**
   * Replaces all processes of one service, or of all, by such with the present code and
   * configuration, without a pause. Throws `PB_SERVICE_UNKNOWN`, `PB_SERVICE_STOPPED` for one that is
   * named and was stopped on purpose (of all it is passed over), and `PB_RELOAD_FAILED` when a new
   * process does not become ready: then those from before go on.
   */
  reload(service?: string): Promise<void>
  /** A reload that also forgets earlier failures, so that a service that was given up comes back. */
  restart(service?: string): Promise<void>
  /**
   * Changes the number of workers; settles when they are there. Throws `PB_SERVICE_UNKNOWN`,
   * `PB_SCALE_REFUSED`, and `PB_SERVICE_FAILED` when the new workers do not become ready.
   */
  scale(service: string, workers: number): Promise<void>
  /**
   * Lets a service finish its requests and end; settles when no process is left. It stays stopped, over
   * restarts of the supervisor too, until `startService`. Throws `PB_SERVICE_UNKNOWN`.
   */
  stopService(service: string): Promise<void>
  /**
   * Like `stopService` for a moment, until `startService`: connections wait meanwhile, and a supervisor
   * that ends before forgets it. Throws `PB_SERVICE_UNKNOWN`.
   */
  pauseService(service: string): Promise<void>
  /**
   * Starts a service that was stopped on purpose, with the present code and configuration, or one that is
   * left alone after too many failures; settles when its workers are ready. Throws `PB_SERVICE_UNKNOWN`, and `PB_SERVICE_FAILED` when they do not.
   */
  startService(service: string): Promise<void>
  /**
   * From now on new processes get the configuration of now, with the code that they would have had
   * anyway; those that run are not touched. The number of spares is that of the configuration, too.
   */
  renew(): void
  /** Puts another process in the place of this one, which then finishes its requests and ends. */
  recycle(processId: number, why: RecycleReason): void
  /** Ends a process at once; that is a failure of its service, and handled as one. */
  endProcess(processId: number, failure: Failure): void
  /**
   * For so long the silence of a process is no failure: it does what stops its event loop, and was
   * asked to. 0 ends that; a process that is not there is passed over.
   */
  allowSilence(processId: number, ms: number): void
  /** Whether the process was there to be sent to; a handle travels beside the message. */
  send(processId: number, message: SupervisorMessage, handle?: TcpHandle): boolean
  /** Returns what ends the listening. */
  onMessage(listener: MessageListener): () => void
}
