import type { Generation } from '../pool/generations.ts'
import type { PoolProcesses } from '../pool/pool-processes.ts'
import { type PoolStep, type PoolWish, planPool } from './pool-plan.ts'
import { reasonToEnd, reasonToStart, type Situation } from './reasons.ts'

/** What a pool should look like now, and what for. */
export interface PoolAim extends Omit<Situation, 'generation' | 'roster'> {
  readonly wish: PoolWish
  /** What new processes are started with. */
  readonly generation: Generation
  /** How long requests may still take in a process that is to end. */
  readonly drainTimeoutMs: number
}

/**
 * Does what the plan says until there is nothing left to do: one thing may lead to another, as an
 * outdated spare that steps in is to be replaced itself. Looks at the aim anew each time.
 */
export function carryOut(processes: PoolProcesses, look: () => PoolAim): void {
  const plan = ({ generation, wish }: PoolAim) =>
    planPool(processes.roster.planned(generation.number), wish)
  for (let aim = look(), steps = plan(aim); steps.length > 0; aim = look(), steps = plan(aim)) {
    for (const step of steps) take(step, aim, processes)
  }
  if (look().wish.mayAnswer) processes.roster.unseatSpares()
}

function take(step: PoolStep, aim: PoolAim, processes: PoolProcesses): void {
  const { roster } = processes
  const { generation, drainTimeoutMs } = aim
  const situation = { ...aim, generation: generation.number, roster }
  if (step.type === 'start') {
    processes.launch({ ...step, generation, why: reasonToStart(step, situation) })
    return
  }
  const member = roster.get(step.id)
  if (!member) return
  if (step.type === 'promote') processes.promote(member, step.worker, step.replaces)
  else processes.dismiss(member, reasonToEnd(member, situation), drainTimeoutMs)
}
