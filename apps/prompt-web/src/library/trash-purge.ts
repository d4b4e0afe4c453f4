import { type PromptStore, trashKeptMs } from '@promptbin/prompt-store'

const hourMs = 60 * 60 * 1_000

/** A job that goes on until it is stopped. */
export interface TrashPurge {
  /** Ends it, after what it is just doing. */
  stop(): Promise<void>
}

/** Deletes for good what has been in the trash for 30 days: now, and then every hour. */
export function startTrashPurge(options: {
  readonly store: Pick<PromptStore, 'purge'>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told how many prompts were deleted, if any were. */
  readonly onPurged: (prompts: number) => void
  /** Told when it failed; it is tried again in an hour. */
  readonly onFailed: (error: unknown) => void
}): TrashPurge {
  const { store, now, onPurged, onFailed } = options
  const purge = async () => {
    try {
      const prompts = await store.purge({ before: now() - trashKeptMs })
      if (prompts > 0) onPurged(prompts)
    } catch (error) {
      onFailed(error)
    }
  }
  let running = purge()
  const timer = setInterval(() => {
    running = running.then(purge)
  }, hourMs).unref()
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
