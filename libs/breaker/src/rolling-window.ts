import { EventEmitter } from 'node:events'

/** So long a call counts. */
export const windowMs = 10_000

/** In so many parts a window is counted. */
export const buckets = 10

const bucketMs = windowMs / buckets

/** The time in which a breaker counts; opossum empties a bucket at each event `rotate`. */
export interface RollingWindow {
  readonly rotations: EventEmitter
  /** Empties what has grown old; call it before each call that counts. */
  turn(): void
  /** Empties all. */
  clear(): void
}

/**
 * Turns the buckets of opossum by the calls themselves: a timer of a second would wake a process in
 * which hardly anybody ever calls. `steady` gives milliseconds on a clock that is never set.
 */
export function openWindow(steady: () => number): RollingWindow {
  const rotations = new EventEmitter()
  let turnedAtMs = steady()
  const rotate = (times: number) => {
    for (let n = 0; n < times; n++) rotations.emit('rotate')
  }
  return {
    rotations,
    turn: () => {
      const due = Math.floor((steady() - turnedAtMs) / bucketMs)
      rotate(Math.min(due, buckets))
      turnedAtMs += due * bucketMs
    },
    clear: () => rotate(buckets),
  }
}
