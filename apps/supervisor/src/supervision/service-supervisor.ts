import type { Failure, RestartDecision } from '@promptbin/restart'
import { serviceFailed, startInterrupted } from '../errors.ts'
import { Incarnation, type ProcessTiming } from '../process/incarnation.ts'
import type { OutputStream, Variables } from '../process/service-process.ts'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import type { ServiceEvent, ServiceSnapshot, ServiceState } from './service-event.ts'

/** A line of output and where it comes from. */
export interface OutputLine {
  readonly text: string
  readonly stream: OutputStream
  readonly pid: number | undefined
}

export interface ServiceSupervisorOptions {
  readonly name: string
  readonly entry: string
  readonly variables: Variables
  readonly socket: ListeningSocket
  /** Where it answers, as people are told. */
  readonly url: string
  readonly timing?: ProcessTiming
  readonly decideRestart: (failure: Failure) => RestartDecision
  readonly onEvent: (event: ServiceEvent) => void
  readonly onLine: (line: OutputLine) => Promise<void>
}

const defaultTiming: ProcessTiming = {
  // A migration of a large library on a slow disk fits; a service that hangs at start does not.
  startTimeoutMs: 30_000,
  // As often as libs/service beats.
  heartbeatIntervalMs: 1000,
  maxMissedHeartbeats: 3,
}

/**
 * Keeps one service alive: starts it, and after a failure does what libs/restart decides, until it
 * is stopped or given up.
 */
export class ServiceSupervisor {
  readonly #options: ServiceSupervisorOptions
  readonly #firstReady = Promise.withResolvers<void>()
  readonly #stopped = Promise.withResolvers<void>()
  #state: ServiceState = 'exited'
  #isRetired = false
  #incarnation: Incarnation | undefined
  #restarts = 0
  #lastDecision: RestartDecision | undefined
  #restartTimer: NodeJS.Timeout | undefined
  /** What the service said last about why it cannot start. */
  #complaint: string | undefined

  constructor(options: ServiceSupervisorOptions) {
    this.#options = options
    // Whoever only stops a service does not wait for its start.
    this.#firstReady.promise.catch(() => {})
  }

  get snapshot(): ServiceSnapshot {
    const { name: service, url } = this.#options
    const { pid, startedAt, readyForMs = 0, heartbeat } = this.#incarnation ?? {}
    return {
      service,
      worker: 0,
      pid,
      state: this.#state,
      url,
      startedAt: startedAt?.toISOString(),
      uptimeSeconds: Math.round(readyForMs / 1000),
      restarts: this.#restarts,
      lastRestartReason: this.#lastDecision?.reason,
      heartbeat,
    }
  }

  /** Settles when the service is ready for the first time; throws `PB_SERVICE_FAILED`. */
  start(): Promise<void> {
    if (!this.#isRetired) this.#launch()
    return this.#firstReady.promise
  }

  /** From now on its end is no failure: it will not be started again. */
  retire(): void {
    this.#isRetired = true
    clearTimeout(this.#restartTimer)
  }

  /** Lets it finish its requests; settles when no process of it is left. */
  stop(timeoutMs: number): Promise<void> {
    this.retire()
    if (!this.#incarnation) this.#finish()
    else if (this.#state !== 'stopping') {
      this.#state = 'stopping'
      this.#incarnation.stop(timeoutMs)
    }
    return this.#stopped.promise
  }

  /** Ends it at once; settles when no process of it is left. */
  kill(): Promise<void> {
    const stopped = this.stop(0)
    this.#incarnation?.kill()
    return stopped
  }

  #launch(): void {
    const { entry, variables, socket, timing = defaultTiming, onEvent } = this.#options
    this.#state = 'starting'
    const incarnation = new Incarnation({
      entry,
      variables,
      socket,
      timing,
      onReady: () => this.#ready(incarnation),
      onEnd: (failure) => this.#ended(incarnation, failure),
      onLine: (text, stream) => this.#said({ text, stream, pid: incarnation.pid }),
    })
    this.#incarnation = incarnation
    onEvent({ type: 'started', pid: incarnation.pid })
  }

  #ready({ pid, startedInMs }: Incarnation): void {
    this.#state = 'ready'
    this.#complaint = undefined
    this.#options.onEvent({ type: 'ready', pid, startedInMs: Math.round(startedInMs) })
    this.#firstReady.resolve()
  }

  #said(line: OutputLine): Promise<void> {
    // The form in which a program of ours tells on stderr why it cannot start.
    if (line.stream === 'stderr' && line.text.startsWith('PB_')) this.#complaint = line.text
    return this.#options.onLine(line)
  }

  #ended({ pid }: Incarnation, failure: Failure): void {
    this.#incarnation = undefined
    if (this.#isRetired) {
      this.#options.onEvent({ type: 'stopped', pid })
      this.#finish()
      return
    }
    const decision = this.#options.decideRestart(failure)
    this.#lastDecision = decision
    if (decision.action === 'restart') this.#restartIn(decision.delayMs)
    else this.#giveUp(decision)
    this.#options.onEvent({ type: 'failed', pid, failure, decision })
  }

  #restartIn(delayMs: number): void {
    this.#state = 'exited'
    this.#restarts += 1
    this.#restartTimer = setTimeout(() => this.#launch(), delayMs)
  }

  #giveUp({ reason }: RestartDecision): void {
    const { name } = this.#options
    this.#state = 'failed'
    this.#firstReady.reject(serviceFailed(name, this.#complaint ?? reason))
  }

  #finish(): void {
    if (this.#state !== 'failed') this.#state = 'exited'
    this.#firstReady.reject(startInterrupted())
    this.#stopped.resolve()
  }
}
