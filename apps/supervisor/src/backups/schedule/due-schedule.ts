import { schedule } from 'node-cron'

/** Something that is to be done when its time has come. */
export interface DueOptions {
  /** What it is called. */
  readonly name: string
  /** Asked once a minute. */
  readonly isDue: () => boolean
  /** Never rejects. Not called again before it has settled. */
  readonly run: () => Promise<void>
}

/** At the beginning of every minute. */
const everyMinute = '* * * * *'

/** So often it is looked whether the clock was set back. */
const guardMs = 10 * 60 * 1_000

/** By itself it writes to stdout, which belongs to a client of stdio. */
const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/**
 * Does something when it is due. It is asked for each minute instead of counted down, so that what
 * was missed while nothing ran, or slept, comes with the next minute, and a clock that is set makes
 * nothing happen twice. Keeps no process alive. Returns what ends it.
 */
export function whenDue({ name, isDue, run }: DueOptions): () => void {
  let isRunning = false
  const ask = async () => {
    if (isRunning || !isDue()) return
    isRunning = true
    await run().finally(() => {
      isRunning = false
    })
  }
  const task = schedule(everyMinute, ask, {
    name,
    // The bundle knows no other: see tsup.config.ts.
    timezone: 'UTC',
    logger: silent,
    suppressMissedWarning: true,
    unref: true,
  })
  let seenMs = Date.now()
  const guard = setInterval(() => {
    const isSetBack = Date.now() < seenMs
    seenMs = Date.now()
    if (!isSetBack) return
    // It would wait until the time is again what it was.
    void task.stop()
    void task.start()
  }, guardMs).unref()
  return () => {
    clearInterval(guard)
    void task.destroy()
  }
}
