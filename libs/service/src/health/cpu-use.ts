/** As `monitoring.cpu_limit` has it: a short effort is no trouble. */
const WINDOW_MS = 60_000

export interface CpuUseOptions {
  /** A clock that does not jump, in milliseconds. */
  readonly now?: () => number
  /** CPU time of this process since its start, in milliseconds. */
  readonly cpuMs?: () => number
}

/**
 * The share of a core that this process used, in percent, over the last whole minute; before one is
 * over, 0. Ask it at least once a minute.
 */
export function createCpuUse({
  now = () => performance.now(),
  cpuMs = ownCpuMs,
}: CpuUseOptions = {}): () => number {
  let since = { atMs: now(), cpuMs: cpuMs() }
  let percent = 0
  return () => {
    const mark = { atMs: now(), cpuMs: cpuMs() }
    const elapsedMs = mark.atMs - since.atMs
    if (elapsedMs < WINDOW_MS) return percent
    percent = ((mark.cpuMs - since.cpuMs) * 100) / elapsedMs
    since = mark
    return percent
  }
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
