/** How a process stands to its limit. */
export interface CpuState {
  /** Since when it has been over the limit without a break, or under it once it is slowed. */
  readonly sinceMs: number | undefined
  /** Whether it was over the limit for so long that it got a lower priority. */
  readonly isSlowed: boolean
}

export interface CpuCase {
  readonly cpuPercent: number | null
  /** Percent of one core; 0 is no limit. */
  readonly limitPercent: number
  readonly nowMs: number
}

/** Something to do besides remembering. */
export type CpuVerdict = 'none' | 'slow-down' | 'give-back'

/** Work such as an import takes a core for seconds; what takes it for a minute is something else. */
export const sustainedMs = 60_000

export const calmCpu: CpuState = { sinceMs: undefined, isSlowed: false }

/**
 * A process that is over its limit for a whole minute is slowed down, once, and is given its priority
 * back after a minute under it. A sample of which nothing is known changes nothing.
 */
export function judgeCpu(
  state: CpuState,
  { cpuPercent, limitPercent, nowMs }: CpuCase,
): { readonly next: CpuState; readonly verdict: CpuVerdict } {
  if (cpuPercent === null || limitPercent === 0) return { next: state, verdict: 'none' }
  const isOver = cpuPercent > limitPercent
  if (isOver === state.isSlowed) return { next: { ...state, sinceMs: undefined }, verdict: 'none' }
  const sinceMs = state.sinceMs ?? nowMs
  if (nowMs - sinceMs < sustainedMs) return { next: { ...state, sinceMs }, verdict: 'none' }
  const verdict = isOver ? 'slow-down' : 'give-back'
  return { next: { sinceMs: undefined, isSlowed: isOver }, verdict }
}
