import type { DrainReason, StartReason } from '../lifecycle-event.ts'
import type { ReloadReason } from '../pool/generations.ts'
import type { PoolMember } from '../pool/pool-member.ts'
import type { PoolRoster } from '../pool/pool-roster.ts'

/** What a pool is at. */
export interface Situation {
  readonly workers: number
  /** Whether all workers have answered once. */
  readonly hasStarted: boolean
  /** That of new processes. */
  readonly generation: number
  /** Why there is a reload now; undefined when there is none. */
  readonly reload: ReloadReason | undefined
  /** Whether somebody wants none of it. */
  readonly isStopped: boolean
  readonly roster: PoolRoster
}

/** Why a process is started that the plan asks for. */
export function reasonToStart(
  { worker, replaces }: { readonly worker: number | null; readonly replaces: number | null },
  { hasStarted, reload, roster }: Situation,
): StartReason {
  if (worker === null) return 'spare'
  const relieved = replaces === null ? undefined : roster.get(replaces)
  if (relieved?.recycledFor) return relieved.recycledFor
  if (reload) return reload
  if (relieved) return 'reload'
  if (roster.predecessorAt(worker) !== null) return 'failure'
  return hasStarted ? 'scale-up' : 'start'
}

/** Why a process is asked to end that the plan lets go. */
export function reasonToEnd(
  { worker, recycledFor, generation: its }: PoolMember,
  { workers, generation, reload, isStopped }: Situation,
): DrainReason {
  if (isStopped) return 'stopped'
  if (worker !== null && worker >= workers) return 'scaled-down'
  if (recycledFor) return 'recycled'
  if (its === generation) return 'scaled-down'
  return reload === 'asked-for' ? 'asked-for' : 'reloaded'
}
