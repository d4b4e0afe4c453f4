import type { Heartbeat } from '@promptbin/ipc'
import { type Figures, noFigures } from '../figures.ts'
import { type ProcReading, type ProcSight, readProc } from './proc-reading.ts'

/** A process to look at, and the last that it told of itself. */
export interface SampledProcess {
  /** Of the whole instance; see `ProcessSnapshot`. */
  readonly processId: number
  readonly pid: number
  readonly heartbeat: Partial<Heartbeat> | undefined
}

export interface SamplerOptions {
  /** A clock that does not jump, in milliseconds. */
  readonly now: () => number
  /** Looks at a process, of which it may have seen something before; `readProc` unless told. */
  readonly read?: (pid: number, nowMs: number, last?: ProcSight) => ProcSight
}

/** Takes the figures of processes, again and again; remembers what it needs to tell a rate. */
export interface Sampler {
  /** The figures of every process, by its id. Who is not among them is forgotten. */
  sample(processes: readonly SampledProcess[]): ReadonlyMap<number, Figures>
}

/** Where a share of the CPU begins to count, and what it was until then. */
interface CpuMark {
  readonly atMs: number
  readonly cpuSeconds: number
  readonly percent: number | null
}

interface Known {
  readonly sight: ProcSight
  readonly mark: CpuMark | undefined
}

/** Below this the clock of the kernel's CPU times, 10 ms, would show as noise. */
const leastWindowMs = 100

/** Where /proc is missing, what a process tells of itself takes its place as far as it goes. */
export function createSampler({ now, read = readProc }: SamplerOptions): Sampler {
  let known = new Map<number, Known>()
  return {
    sample(processes) {
      const atMs = now()
      const next: typeof known = new Map()
      const figures = new Map<number, Figures>()
      for (const { processId, pid, heartbeat } of processes) {
        const before = known.get(processId)
        const sight = read(pid, atMs, before?.sight)
        const seen = merge(sight.reading, heartbeat)
        const mark = markOf(before?.mark, seen.cpuSeconds, atMs)
        next.set(processId, { sight, mark })
        figures.set(processId, { ...seen, cpuPercent: mark?.percent ?? null })
      }
      known = next
      return figures
    },
  }
}

function markOf(
  last: CpuMark | undefined,
  cpuSeconds: number | null,
  atMs: number,
): CpuMark | undefined {
  if (cpuSeconds === null) return undefined
  if (!last) return { atMs, cpuSeconds, percent: null }
  const elapsedMs = atMs - last.atMs
  if (elapsedMs < leastWindowMs) return last
  const used = Math.max(0, cpuSeconds - last.cpuSeconds)
  return { atMs, cpuSeconds, percent: (used * 100_000) / elapsedMs }
}

function merge(seen: ProcReading, heartbeat: SampledProcess['heartbeat']): Figures {
  return {
    ...noFigures,
    ...seen,
    rssBytes: seen.rssBytes ?? heartbeat?.rssBytes ?? null,
    cpuSeconds: seen.cpuSeconds ?? heartbeat?.cpuSeconds ?? null,
    loopLagMs: heartbeat?.loopLagMs ?? null,
    heapUsedBytes: heartbeat?.heapUsedBytes ?? null,
    gcPauseMs: heartbeat?.gcPauseMs ?? null,
    activeRequests: heartbeat?.activeRequests ?? null,
    requestsHandled: heartbeat?.requestsHandled ?? null,
    averageResponseMs: heartbeat?.averageResponseMs ?? null,
  }
}
