import type { RestartPolicy } from './restart-policy.ts'

/** Beyond it every bound is reached, and the power would leave the numbers. */
const LAST_STEP = 40

/**
 * How long to wait at a step of an exponential backoff with full jitter: nothing at step 0, then a
 * random part of a doubling time, so that services that fell together do not rise together (AWS
 * Architecture Blog, "Exponential Backoff And Jitter").
 */
export function delayAtStep(
  step: number,
  { baseDelayMs, maxDelayMs }: Pick<RestartPolicy, 'baseDelayMs' | 'maxDelayMs'>,
  random: number,
): number {
  if (step === 0) return 0
  const longest = Math.min(maxDelayMs, baseDelayMs * 2 ** (Math.min(step, LAST_STEP) - 1))
  return Math.round(random * longest)
}
