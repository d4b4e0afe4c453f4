/** Whether new processes of a service may be started. */
export type GateState =
  | 'open'
  /** In a moment, after a failure. */
  | 'delayed'
  /** The service has failed; it is tried again later. */
  | 'paused'
  /** The service has failed; only a wish or a new configuration helps. */
  | 'waiting'

/**
 * What a failure lets through: nothing for a while, or until somebody asks. Only the start of new
 * processes waits; those that are there go on.
 */
export class LaunchGate {
  readonly #onOpen: () => void
  #state: GateState = 'open'
  #closedAtMs = Number.NEGATIVE_INFINITY
  #opensAtMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #isOnTrial = false

  /** `onOpen` is called when time has opened it, not when somebody has. */
  constructor(onOpen: () => void) {
    this.#onOpen = onOpen
  }

  /**
   * So many processes may be on their way at once: after a delay one shows first whether it is of
   * use, for several that fall over the same stone cost several times as much.
   */
  get startsAtOnce(): number {
    if (this.#state !== 'open') return 0
    return this.#isOnTrial ? 1 : Number.POSITIVE_INFINITY
  }

  /** Whether the service has failed as a whole. */
  get hasFailed(): boolean {
    return this.#state === 'paused' || this.#state === 'waiting'
  }

  /**
   * Whether the failure of a process that was started then is part of what has closed the gate: when
   * several fall over the same stone, that is one attempt and not as many as there are processes.
   */
  covers(startedAtMs: number): boolean {
    return this.#state === 'delayed' && startedAtMs < this.#closedAtMs
  }

  /** Closes it for a time; for the longer one when it is closed already. */
  closeFor(delayMs: number, state: 'delayed' | 'paused'): void {
    if (delayMs === 0) {
      this.open()
      return
    }
    const nowMs = performance.now()
    const leftMs = this.#state === state ? this.#opensAtMs - nowMs : 0
    const waitMs = Math.max(delayMs, leftMs)
    clearTimeout(this.#timer)
    this.#state = state
    this.#closedAtMs = nowMs
    this.#opensAtMs = nowMs + waitMs
    this.#timer = setTimeout(() => {
      this.#state = 'open'
      this.#isOnTrial = true
      this.#onOpen()
    }, waitMs)
  }

  /** Closes it until `open`. */
  close(): void {
    clearTimeout(this.#timer)
    this.#state = 'waiting'
  }

  open(): void {
    clearTimeout(this.#timer)
    this.#state = 'open'
    this.#isOnTrial = false
  }

  /** A process has become ready: others may follow. */
  endTrial(): void {
    this.#isOnTrial = false
  }

  /** It will not open by itself any more. */
  stop(): void {
    clearTimeout(this.#timer)
  }
}
