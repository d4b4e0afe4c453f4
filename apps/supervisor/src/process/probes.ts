/** How patient a supervisor is with a process; each of the three questions has its own limit. */
export interface Probes {
  /** Start-up: how long a process may take until it is built. */
  readonly startTimeoutMs: number
  /** Readiness: how long it may take from the socket to its first answer. */
  readonly readyTimeoutMs: number
  /** Liveness: how often a sign of life is due, from `prepared` on. */
  readonly heartbeatIntervalMs: number
  /** So many missed in a row mean that it hangs, is stopped, or is deaf. */
  readonly maxMissedHeartbeats: number
}

/** What suits the services of PromptBin. */
export const defaultProbes: Probes = {
  // A migration of a large library on a slow disk fits; a service that hangs at start does not.
  startTimeoutMs: 30_000,
  // It has nothing left to do but to listen.
  readyTimeoutMs: 5000,
  // As often as libs/service beats.
  heartbeatIntervalMs: 1000,
  maxMissedHeartbeats: 3,
}
