import type { DrainReason } from '../lifecycle-event.ts'
import type { Member } from '../plan/pool-plan.ts'
import type { ProcessSnapshot } from '../service-control.ts'
import { type PoolMember, planned, stateOf } from './pool-member.ts'

/** What snapshots tell of the whole service. */
export type ServiceFacts = Pick<
  ProcessSnapshot,
  'service' | 'url' | 'restarts' | 'lastRestartReason'
>

/** What was decided about a whole service. */
export interface PoolVerdict {
  /** It is not started any more, for now or until somebody asks. */
  readonly hasFailed: boolean
  /** Somebody wants none of it. */
  readonly isStopped: boolean
}

/** Which process stands where, and who stood there before. */
export class PoolRoster {
  readonly #members = new Map<number, PoolMember>()
  /** The last process of each worker that has ended. */
  readonly #ended = new Map<number, ProcessSnapshot>()

  get members(): readonly PoolMember[] {
    return [...this.#members.values()]
  }

  get isEmpty(): boolean {
    return this.#members.size === 0
  }

  /** Whether a process answers. */
  get hasReady(): boolean {
    return this.members.some(({ incarnation }) => incarnation.stage === 'ready')
  }

  get(id: number): PoolMember | undefined {
    return this.#members.get(id)
  }

  add(member: PoolMember): void {
    this.#members.set(member.id, member)
  }

  remove(member: PoolMember, facts: ServiceFacts): void {
    this.#members.delete(member.id)
    // A place that was taken away has nobody to be missed.
    if (member.worker === null || member.leavingFor === 'scaled-down') return
    const endedAt = new Date().toISOString()
    this.#ended.set(member.worker, { ...snapshotOf(member, facts), endedAt, uptimeSeconds: 0 })
  }

  /** The process that had a worker's place before; null when there was none, and for a spare. */
  predecessorAt(worker: number | null): number | null {
    return worker === null ? null : (this.#ended.get(worker)?.processId ?? null)
  }

  /** Forgets who had a place that is none any more. */
  forgetFrom(worker: number): void {
    for (const place of this.#ended.keys()) if (place >= worker) this.#ended.delete(place)
  }

  /** Gives a process a place; one that was meant for it becomes a spare. */
  seat(member: PoolMember, worker: number): void {
    for (const other of this.#members.values()) {
      if (isWaiting(other) && other.worker === worker) other.worker = null
    }
    member.worker = worker
  }

  /** What is prepared and was not given a place is a spare, whatever it was meant for. */
  unseatSpares(): void {
    for (const member of this.#members.values()) {
      if (member.incarnation.stage === 'prepared') member.worker = null
    }
  }

  planned(generation: number): readonly Member[] {
    return this.members.flatMap((member) => planned(member, generation) ?? [])
  }

  /** Whether each place has a process that answers and will stay. */
  isComplete(workers: number, generation: number): boolean {
    const ready = this.planned(generation).filter(
      ({ stage, isOutdated }) => stage === 'ready' && !isOutdated,
    )
    return new Set(ready.map(({ worker }) => worker)).size >= workers
  }

  /** Whether no process of another generation is left. */
  isRenewed(number: number): boolean {
    return this.members.every(({ generation }) => generation === number)
  }

  hasLeaving(why: DrainReason): boolean {
    return this.members.some(({ leavingFor }) => leavingFor === why)
  }

  /**
   * Workers before spares; of a worker without a process, the last one that it had. Of a service that
   * was stopped on purpose those on their way out, then what stands for all.
   */
  list(facts: ServiceFacts, { hasFailed, isStopped }: PoolVerdict): readonly ProcessSnapshot[] {
    if (isStopped && this.isEmpty) return [placeholderOf(facts)]
    const running = this.members.map((member) => snapshotOf(member, facts))
    const seated = new Set(
      this.members.flatMap(({ worker, leavingFor }) => (leavingFor ? [] : worker)),
    )
    if (isStopped) return running.toSorted(byPlace)
    const absent = [...this.#ended]
      .filter(([worker]) => !seated.has(worker))
      .map(([, last]) => ({ ...last, ...facts, state: hasFailed ? 'failed' : 'exited' }) as const)
    return [...running, ...absent].toSorted(byPlace)
  }
}

/** What stands for a service that was stopped on purpose and has no process. */
function placeholderOf(facts: ServiceFacts): ProcessSnapshot {
  return {
    ...facts,
    worker: 0,
    processId: 0,
    pid: undefined,
    state: 'stopped',
    startedAt: undefined,
    endedAt: undefined,
    uptimeSeconds: 0,
    heartbeat: undefined,
  }
}

function isWaiting({ incarnation: { stage } }: PoolMember): boolean {
  return stage === 'starting' || stage === 'prepared'
}

/** A process as people are told of it. */
export function snapshotOf(member: PoolMember, facts: ServiceFacts): ProcessSnapshot {
  const { pid, startedAt, readyForMs, heartbeat } = member.incarnation
  return {
    ...facts,
    worker: member.worker,
    processId: member.id,
    pid,
    state: stateOf(member),
    startedAt: startedAt.toISOString(),
    endedAt: undefined,
    uptimeSeconds: Math.round(readyForMs / 1000),
    heartbeat,
  }
}

function byPlace(one: ProcessSnapshot, other: ProcessSnapshot): number {
  const place = ({ worker }: ProcessSnapshot) => worker ?? Number.MAX_SAFE_INTEGER
  return place(one) - place(other) || one.processId - other.processId
}
