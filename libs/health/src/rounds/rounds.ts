/** Something that is done again and again, at an interval that may become another one. */
export interface Rounds {
  readonly areOn: boolean
  start(): void
  stop(): void
  /** From now on; while they are on, the next round is so far off. */
  setInterval(intervalMs: number): void
}

/** None is taken before `start`; they do not keep the process alive. */
export function createRounds(take: () => void, firstIntervalMs: number): Rounds {
  let intervalMs = firstIntervalMs
  let timer: NodeJS.Timeout | undefined
  const start = () => {
    timer ??= setInterval(take, intervalMs).unref()
  }
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  return {
    get areOn() {
      return timer !== undefined
    },
    start,
    stop,
    setInterval: (nextMs) => {
      intervalMs = nextMs
      if (timer === undefined) return
      stop()
      start()
    },
  }
}
