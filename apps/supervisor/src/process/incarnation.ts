import type { Heartbeat, ServiceMessage } from '@promptbin/ipc'
import { classifyEnd, type Failure } from '@promptbin/restart'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import { type HeartbeatWatch, watchHeartbeat } from './heartbeat-watch.ts'
import {
  type OutputStream,
  type ProcessExit,
  type ServiceProcess,
  startServiceProcess,
  type Variables,
} from './service-process.ts'

/** How patient we are with a process. */
export interface ProcessTiming {
  readonly startTimeoutMs: number
  readonly heartbeatIntervalMs: number
  readonly maxMissedHeartbeats: number
}

export interface IncarnationOptions {
  readonly entry: string
  readonly variables: Variables
  readonly socket: ListeningSocket
  readonly timing: ProcessTiming
  readonly onReady: () => void
  /** Called once; after a stop that was asked for, what is said of the end means nothing. */
  readonly onEnd: (failure: Failure) => void
  readonly onLine: (line: string, stream: OutputStream) => Promise<void>
}

/** After its time to stop is over a process gets this long to end by itself. */
const killGraceMs = 1000

/** One process of a service, from its start to its exit: lent a socket, watched, ended in time. */
export class Incarnation {
  readonly startedAt = new Date()
  readonly #options: IncarnationOptions
  readonly #process: ServiceProcess
  readonly #startTimer: NodeJS.Timeout
  readonly #startedAtMs = performance.now()
  #readyAtMs: number | undefined
  #watch: HeartbeatWatch | undefined
  #heartbeat: Heartbeat | undefined
  #killTimer: NodeJS.Timeout | undefined
  #endedFor: Failure | undefined

  constructor(options: IncarnationOptions) {
    const { entry, variables, timing, onLine } = options
    this.#options = options
    this.#process = startServiceProcess({
      entry,
      variables,
      onLine,
      onMessage: (message) => this.#received(message),
      onExit: (exit) => this.#exited(exit),
    })
    const limitMs = timing.startTimeoutMs
    this.#startTimer = setTimeout(() => this.#endFor({ kind: 'start-timeout', limitMs }), limitMs)
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** The last that the process told of itself. */
  get heartbeat(): Heartbeat | undefined {
    return this.#heartbeat
  }

  /** How long it took to become ready. */
  get startedInMs(): number {
    return (this.#readyAtMs ?? performance.now()) - this.#startedAtMs
  }

  /** How long it has been ready. */
  get readyForMs(): number {
    return this.#readyAtMs === undefined ? 0 : performance.now() - this.#readyAtMs
  }

  /** Lets it finish its requests; ends it when it does not end in time. */
  stop(timeoutMs: number): void {
    this.#stopWatching()
    // One that was never ready has no requests.
    const limitMs = this.#readyAtMs === undefined ? 0 : timeoutMs
    this.#process.stop(limitMs)
    this.#killTimer ??= setTimeout(() => this.#process.kill(), limitMs + killGraceMs)
  }

  /** Ends it at once. */
  kill(): void {
    this.#process.kill()
  }

  #received(message: ServiceMessage): void {
    if (message.type === 'prepared') this.#process.listen(this.#options.socket)
    if (message.type === 'ready') this.#ready()
    if (message.type === 'heartbeat') {
      const { v, type, ...figures } = message
      this.#heartbeat = figures
      this.#watch?.beat()
    }
  }

  #ready(): void {
    if (this.#readyAtMs !== undefined || this.#killTimer) return
    clearTimeout(this.#startTimer)
    this.#readyAtMs = performance.now()
    const { heartbeatIntervalMs: intervalMs, maxMissedHeartbeats } = this.#options.timing
    const missed = { kind: 'liveness-lost', missedBeats: maxMissedHeartbeats } as const
    this.#watch = watchHeartbeat({
      intervalMs,
      maxMissed: maxMissedHeartbeats,
      onMissed: () => this.#endFor({ ...missed, livedMs: this.readyForMs }),
    })
    this.#options.onReady()
  }

  #endFor(failure: Failure): void {
    this.#endedFor = failure
    this.kill()
  }

  #exited(exit: ProcessExit): void {
    this.#stopWatching()
    clearTimeout(this.#killTimer)
    this.#options.onEnd(this.#endedFor ?? classifyEnd({ ...exit, livedMs: this.readyForMs }))
  }

  #stopWatching(): void {
    clearTimeout(this.#startTimer)
    this.#watch?.stop()
  }
}
