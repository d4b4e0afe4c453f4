/** The time, in ms. */
export interface Clock {
  /** Since the epoch, as everybody else tells it. It may be set, and goes on while a machine sleeps. */
  now(): number
  /** Since some beginning; it is never set, so that nothing lasts longer or shorter than it should. */
  steady(): number
}

export const systemClock: Clock = { now: () => Date.now(), steady: () => performance.now() }
