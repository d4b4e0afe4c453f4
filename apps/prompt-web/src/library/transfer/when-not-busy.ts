import { setTimeout } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'

/** How often work is tried while the library is busy with other work, and the pause between. */
const busyAttempts = 20
const busyPauseMs = 250

/**
 * Does work of an import, which can wait: what the store refused because it is busy has changed
 * nothing. Throws `PB_STORE_BUSY` when it stays so, and what the work throws.
 */
export async function whenNotBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isBusy = error instanceof PromptBinError && error.code === 'PB_STORE_BUSY'
      if (!isBusy || attempt === busyAttempts) throw error
      await setTimeout(busyPauseMs)
    }
  }
}
