import { PerformanceObserver } from 'node:perf_hooks'

/** Adds up the time that the garbage collector stops this process for. */
export interface GcPauses {
  /** What has come together since it was last taken. */
  takeMs(): number
  stop(): void
}

/** Starts to add up. */
export function followGcPauses(): GcPauses {
  let totalMs = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) totalMs += duration
  })
  observer.observe({ entryTypes: ['gc'] })
  return {
    takeMs: () => {
      const taken = totalMs
      totalMs = 0
      return taken
    },
    stop: () => observer.disconnect(),
  }
}
