/** Expects a sign of life again and again. */
export interface HeartbeatWatch {
  beat(): void
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
  const timer = setInterval(() => {
    missed += 1
    if (missed <= options.maxMissed) return
    clearInterval(timer)
    options.onMissed()
  }, options.intervalMs)
  return {
    beat: () => {
      missed = 0
    },
    stop: () => clearInterval(timer),
  }
}
