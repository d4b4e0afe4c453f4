/** Expects a sign of life again and again. */
export interface HeartbeatWatch {
  beat(): void
  /** For so long nothing is missed, from now on, whether there are beats or not; 0 ends it. */
  allowSilence(ms: number): void
  stop(): void
}

export interface HeartbeatWatchOptions {
  /** How often a beat is due. */
  readonly intervalMs: number
  /** So many missed in a row mean that it hangs. */
  readonly maxMissed: number
  /** Called once. */
  readonly onMissed: () => void
}

/**
 * Counts intervals without a beat rather than time: when this process itself was paused, its timer
 * fires once late and not many times, so nobody is killed for our own absence.
 */
export function watchHeartbeat(options: HeartbeatWatchOptions): HeartbeatWatch {
  let missed = 0
  let forgiven = 0
  const timer = setInterval(() => {
    if (forgiven > 0) forgiven -= 1
    else missed += 1
    if (missed <= options.maxMissed) return
    clearInterval(timer)
    options.onMissed()
  }, options.intervalMs)
  return {
    beat: () => {
      missed = 0
    },
    allowSilence: (ms) => {
      forgiven = Math.ceil(ms / options.intervalMs)
      missed = 0
    },
    stop: () => clearInterval(timer),
  }
}
