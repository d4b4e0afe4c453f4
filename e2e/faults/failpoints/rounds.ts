/**
 * How often each process is killed at each failpoint: once unless `npm run failpoints -- <rounds>` says
 * otherwise.
 */
export const roundsVariable = 'FAILPOINT_ROUNDS'

/** The numbers of the rounds, from 1 on. */
export const rounds: readonly number[] = Array.from(
  { length: Number(process.env[roundsVariable] ?? 1) },
  (_, index) => index + 1,
)
