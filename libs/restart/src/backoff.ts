import type { RestartPolicy } from './restart-policy.ts'

/**
 * How long to wait before the next restart when `earlier` restarts still count: nothing before the
 * first, then exponential backoff with full jitter, so that services that fell together do not
 * rise together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export function delayBefore(
  earlier: number,
  { baseDelayMs, maxDelayMs }: Pick<RestartPolicy, 'baseDelayMs' | 'maxDelayMs'>,
  random: number,
): number {
  if (earlier === 0) return 0
  const longest = Math.min(maxDelayMs, baseDelayMs * 2 ** (earlier - 1))
  return Math.round(random * longest)
}
