import { type Heartbeat, IPC_VERSION, type ServiceMessage } from '@promptbin/ipc'
import { classifyEnd, ERROR_LINES_KEPT, type Failure } from '@promptbin/restart'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import { type HeartbeatWatch, watchHeartbeat } from './heartbeat-watch.ts'
import type { Probes } from './probes.ts'
import {
  type Launch,
  type OutputStream,
  type ProcessExit,
  type ServiceProcess,
  startServiceProcess,
} from './service-process.ts'

/** How a process has ended. */
export interface IncarnationEnd extends ProcessExit {
  /** What that was, unless it was asked to stop. */
  readonly failure: Failure
  /** From its start. */
  readonly livedMs: number
}

export interface IncarnationOptions {
  readonly launch: Launch
  readonly probes: Probes
  /** It is built; it waits for the socket. */
  readonly onPrepared: () => void
  readonly onReady: () => void
  /** Hears everything that the process says, after it was taken in here. */
  readonly onMessage: (message: ServiceMessage) => void
  /** Called once. */
  readonly onEnd: (end: IncarnationEnd) => void
  readonly onLine: (line: string, stream: OutputStream) => Promise<void> | undefined
  /** Whether the kernel has killed a process of ours for want of memory since the last question. */
  readonly wasOomKilled: () => boolean
}

/** Where a process is in its life; it has `lent` the socket and does not answer yet. */
export type IncarnationStage =
  | 'starting'
  | 'prepared'
  | 'lent'
  | 'ready'
  | 'draining'
  | 'stopping'
  | 'ended'

/** After its time to stop is over a process gets this long to end by itself. */
const killGraceMs = 1000

/** One process of a service, from its start to its exit: lent a socket, watched, ended in time. */
export class Incarnation {
  readonly startedAt = new Date()
  /** By `performance.now()`. */
  readonly startedAtMs = performance.now()
  readonly #options: IncarnationOptions
  readonly #process: ServiceProcess
  readonly #lastErrorLines: string[] = []
  #stage: IncarnationStage = 'starting'
  #preparedAtMs = 0
  #stoodByMs = 0
  #readyAtMs: number | undefined
  /** Start-up, readiness, and the time to stop, one after the other. */
  #timer: NodeJS.Timeout | undefined
  #watch: HeartbeatWatch | undefined
  #heartbeat: Heartbeat | undefined
  /** It said at its last beat that it takes no connections, which a ready service must. */
  #isNotListening = false
  #endedFor: Failure | undefined

  constructor(options: IncarnationOptions) {
    const { launch, probes } = options
    this.#options = options
    this.#process = startServiceProcess({
      launch,
      onLine: (line, stream) => this.#said(line, stream),
      onMessage: (message) => this.#received(message),
      onDeaf: () => this.#deaf(),
      onExit: (exit) => this.#exited(exit),
    })
    this.#limit(probes.startTimeoutMs)
  }

  get stage(): IncarnationStage {
    return this.#stage
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** The last that the process told of itself. */
  get heartbeat(): Heartbeat | undefined {
    return this.#heartbeat
  }

  /** How long it took to become ready, without the time for which it stood by as a spare. */
  get startedInMs(): number {
    return (this.#readyAtMs ?? performance.now()) - this.startedAtMs - this.#stoodByMs
  }

  /** How long it has been ready. */
  get readyForMs(): number {
    return this.#readyAtMs === undefined ? 0 : performance.now() - this.#readyAtMs
  }

  /** Lends a prepared process the socket. */
  lend(socket: ListeningSocket): void {
    if (this.#stage !== 'prepared') return
    this.#stage = 'lent'
    this.#stoodByMs = performance.now() - this.#preparedAtMs
    this.#limit(this.#options.probes.readyTimeoutMs)
    this.send({ v: IPC_VERSION, type: 'listen' }, socket.handle)
  }

  /** Returns whether there is still somebody to send to. */
  send(...message: Parameters<ServiceProcess['send']>): boolean {
    return this.#process.send(...message)
  }

  /** For so long its silence is no failure: it does what stops its event loop. 0 ends that. */
  allowSilence(ms: number): void {
    this.#watch?.allowSilence(ms)
  }

  /** Lets it finish its requests; ends it when it does not end in time. */
  stop(timeoutMs: number): void {
    if (this.#isLeaving) return
    this.#watch?.stop()
    const hasRequests = this.#stage === 'lent' || this.#stage === 'ready'
    const limitMs = this.#patience(timeoutMs)
    this.#stage = hasRequests ? 'draining' : 'stopping'
    this.send({ v: IPC_VERSION, type: 'stop', timeoutMs: hasRequests ? timeoutMs : 0 })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.kill(), limitMs + killGraceMs)
  }

  /** One that is not built may not hear, and one that does not answer yet has little to finish. */
  #patience(timeoutMs: number): number {
    if (this.#stage === 'starting') return 0
    return this.#stage === 'ready'
      ? timeoutMs
      : Math.min(timeoutMs, this.#options.probes.readyTimeoutMs)
  }

  /** Ends it at once. */
  kill(): void {
    if (this.#stage === 'ended') return
    this.#stage = 'stopping'
    this.#watch?.stop()
    this.#process.kill()
  }

  /** Ends it at once, and says why. */
  endFor(failure: Failure): void {
    if (this.#stage === 'ended') return
    this.#endedFor ??= failure
    this.kill()
  }

  get #isLeaving(): boolean {
    return ['draining', 'stopping', 'ended'].includes(this.#stage)
  }

  /** Unless it comes further within the time, it is ended. */
  #limit(limitMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.endFor({ kind: 'start-timeout', limitMs }), limitMs)
  }

  #received(message: ServiceMessage): void {
    if (message.type === 'prepared') {
      // First: what it is told about how to answer is to come before it is lent the socket.
      this.#options.onMessage(message)
      if (this.#stage === 'starting') this.#prepared()
      return
    }
    // Whoever says so without the socket does not tell the truth.
    if (message.type === 'ready' && this.#stage === 'lent') this.#ready()
    if (message.type === 'heartbeat') this.#beat(message)
    this.#options.onMessage(message)
  }

  #prepared(): void {
    clearTimeout(this.#timer)
    this.#stage = 'prepared'
    this.#preparedAtMs = performance.now()
    const { heartbeatIntervalMs: intervalMs, maxMissedHeartbeats } = this.#options.probes
    this.#watch = watchHeartbeat({
      intervalMs,
      maxMissed: maxMissedHeartbeats,
      onMissed: () =>
        this.#lostLiveness(maxMissedHeartbeats, this.#isNotListening ? 'not-listening' : undefined),
    })
    this.#options.onPrepared()
  }

  #ready(): void {
    clearTimeout(this.#timer)
    this.#stage = 'ready'
    this.#readyAtMs = performance.now()
    this.#options.onReady()
  }

  #beat({ v, type, ...figures }: Extract<ServiceMessage, { type: 'heartbeat' }>): void {
    this.#heartbeat = figures
    // A service that does not listen any more is as good as dead, however well it feels.
    this.#isNotListening = this.#stage === 'ready' && !figures.isListening
    if (!this.#isNotListening) this.#watch?.beat()
  }

  #lostLiveness(missedBeats: number, fault?: 'deaf' | 'not-listening'): void {
    const lost = { kind: 'liveness-lost', missedBeats, livedMs: this.readyForMs } as const
    this.endFor(fault ? { ...lost, fault } : lost)
  }

  /** Without its channel a service can neither be watched nor stopped; a good one ends by itself. */
  #deaf(): void {
    if (this.#isLeaving) return
    this.#watch?.stop()
    clearTimeout(this.#timer)
    const { heartbeatIntervalMs } = this.#options.probes
    this.#timer = setTimeout(() => this.#lostLiveness(1, 'deaf'), heartbeatIntervalMs)
  }

  #said(line: string, stream: OutputStream): Promise<void> | undefined {
    if (stream === 'stderr') {
      this.#lastErrorLines.push(line)
      if (this.#lastErrorLines.length > ERROR_LINES_KEPT) this.#lastErrorLines.shift()
    }
    return this.#options.onLine(line, stream)
  }

  #exited(exit: ProcessExit): void {
    const failure = this.#endedFor ?? this.#classify(exit)
    this.#stage = 'ended'
    this.#watch?.stop()
    clearTimeout(this.#timer)
    this.#options.onEnd({ ...exit, livedMs: performance.now() - this.startedAtMs, failure })
  }

  #classify(exit: ProcessExit): Failure {
    return classifyEnd({
      ...exit,
      livedMs: this.readyForMs,
      lastErrorLines: this.#lastErrorLines,
      // Asked in any case, so that an earlier kill is not taken for this one.
      wasOomKilled: this.#options.wasOomKilled(),
    })
  }
}
