import type { Incarnation } from '../../process/incarnation.ts'
import type { DrainReason } from '../lifecycle-event.ts'
import type { Member } from '../plan/pool-plan.ts'
import type { ProcessState, RecycleReason } from '../service-control.ts'

/** A process of a service, and what its service has in mind for it. */
export interface PoolMember {
  readonly id: number
  readonly incarnation: Incarnation
  /** Counts what processes were started with: code and configuration, from the first start on. */
  readonly generation: number
  /** The place that it has or, while it starts, that it is meant for; null: a spare. */
  worker: number | null
  /** Set when another is to take its place although it has the present code. */
  recycledFor: RecycleReason | undefined
  /** Set when it was asked to end, so that its end is no failure. */
  leavingFor: DrainReason | undefined
}

/** The process as the plan sees it; undefined when it is on its way out. */
export function planned(member: PoolMember, generation: number): Member | undefined {
  const { id, incarnation, worker, leavingFor, recycledFor } = member
  const { stage } = incarnation
  if (leavingFor || stage === 'draining' || stage === 'stopping' || stage === 'ended') return
  const isActing = stage === 'lent' || stage === 'ready'
  return {
    id,
    stage,
    worker: isActing ? worker : null,
    isOutdated: member.generation !== generation || recycledFor !== undefined,
  }
}

/** What people are told of where a process is. */
export function stateOf({ incarnation: { stage }, worker }: PoolMember): ProcessState {
  if (stage === 'prepared') return worker === null ? 'spare' : 'starting'
  if (stage === 'lent') return 'starting'
  return stage === 'ended' ? 'exited' : stage
}
