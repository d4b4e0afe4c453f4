import { type Live, valueNow } from '@promptbin/service'
import type { Generation, ReloadReason } from '../pool/generations.ts'
import type { ServiceRestarts } from '../pool/service-restarts.ts'
import type { PoolScale } from '../scale/pool-scale.ts'
import type { PoolAim } from './carry-out.ts'

/** So many workers are replaced at a time. */
const replacementsAtOnce = 1

/** How far a pool has come. */
export interface PoolPhase {
  /** Whether there may be any: not before all workers have answered. */
  admitsSpares: boolean
  /** Whether all workers have answered once. */
  hasStarted: boolean
  /** Whether its processes are prepared, but none is to answer yet. */
  isHeldBack: boolean
}

/** What is known of a pool when it is asked what it should look like. */
export interface PoolMoment extends Readonly<PoolPhase> {
  readonly scale: Pick<PoolScale, 'wanted' | 'isStopped'>
  readonly restarts: Pick<ServiceRestarts, 'startsAtOnce' | 'mayStartSpares'>
  /** Why there is a reload now; undefined when there is none. */
  readonly reload: ReloadReason | undefined
  readonly generation: Generation
  /** So many there are to be while the service is wanted. */
  readonly spares: Live<number>
  readonly drainTimeoutMs: Live<number>
}

/** What a pool should look like now, and what for. */
export function poolAim(moment: PoolMoment): PoolAim {
  const { scale, restarts, spares, admitsSpares, isHeldBack, hasStarted, generation, reload } =
    moment
  const { wanted: workers, isStopped } = scale
  return {
    generation,
    hasStarted,
    reload,
    drainTimeoutMs: valueNow(moment.drainTimeoutMs),
    workers,
    isStopped,
    wish: {
      workers,
      spares: isStopped || !admitsSpares ? 0 : valueNow(spares),
      startsAtOnce: restarts.startsAtOnce,
      mayStartSpares: restarts.mayStartSpares,
      mayAnswer: !isHeldBack,
      replacementsAtOnce,
    },
  }
}
