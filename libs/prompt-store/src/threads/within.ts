import { setTimeout } from 'node:timers/promises'
import { storeBusy } from '../store-errors.ts'

/** Rejects with `PB_STORE_BUSY` if `work` is not done in time; the work itself goes on. */
export async function within<Result>(
  timeoutMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = new AbortController()
  const late = setTimeout(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw storeBusy()
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    timer.abort()
    late.catch(() => {})
  }
}
