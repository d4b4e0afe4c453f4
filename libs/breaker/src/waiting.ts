/** Those who wait until a call would be made. */
export interface Waiting {
  /** Settles with the next `admit`, or when the signal aborts. */
  wait(signal?: AbortSignal): Promise<void>
  /** Lets all go who wait now. */
  admit(): void
}

/** Nobody waits yet. */
export function createWaiting(): Waiting {
  const waiting = new Set<() => void>()
  return {
    wait: async (signal) => {
      if (signal?.aborted) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const leave = () => resolve()
      waiting.add(leave)
      signal?.addEventListener('abort', leave)
      await promise
      waiting.delete(leave)
      // The signal may outlive many who wait.
      signal?.removeEventListener('abort', leave)
    },
    admit: () => {
      for (const leave of waiting) leave()
    },
  }
}
