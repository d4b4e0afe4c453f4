/** How far a process has come that is not on its way out. Only `lent` and `ready` ones may accept. */
export type MemberStage = 'starting' | 'prepared' | 'lent' | 'ready'

/** A process of a service as the plan sees it. */
export interface Member {
  readonly id: number
  /** The worker whose place it has; null while it was not lent the socket. */
  readonly worker: number | null
  readonly stage: MemberStage
  /** It works, but another is to take its place: its code is old, or its memory grew too large. */
  readonly isOutdated: boolean
}

/** What a service should look like. */
export interface PoolWish {
  readonly workers: number
  readonly spares: number
  /** Whether new processes may be started now. Those that are there go on in any case. */
  readonly mayStart: boolean
  /** So many workers are replaced at a time; each needs the memory of two processes meanwhile. */
  readonly replacementsAtOnce: number
}

/** One thing to do to come nearer to the wish. */
export type PoolStep =
  /** Lend a prepared process the socket. `replaces` is the one that it will relieve. */
  | {
      readonly type: 'promote'
      readonly id: number
      readonly worker: number
      readonly replaces: number | null
    }
  /** Start a process, for a worker or (null) as a spare. It is promoted when it is prepared. */
  | {
      readonly type: 'start'
      readonly worker: number | null
      readonly replaces: number | null
    }
  /** Let a process finish its requests and end. */
  | { readonly type: 'retire'; readonly id: number }

interface Need {
  readonly worker: number
  readonly replaces: number | null
}

/**
 * What to do next, from what is there and what should be. It never leaves a worker that answers
 * before another does, and is asked again whenever something has changed; nothing to do is the
 * empty list. The same arguments always give the same answer.
 */
export function planPool(members: readonly Member[], wish: PoolWish): readonly PoolStep[] {
  const acting = members.filter(({ stage }) => stage === 'lent' || stage === 'ready')
  const { needs, relieved } = lookAtPlaces(acting, wish)
  const waiting = members.filter(({ stage }) => stage === 'starting' || stage === 'prepared')
  const { promotions, unmet, left } = promote(needs, waiting)
  return [
    ...promotions,
    ...relieved.map(({ id }) => retire(id)),
    ...startOrRetire(unmet, left, wish),
  ]
}

/** Which places want a process, those without any first, and which processes can go. */
function lookAtPlaces(acting: readonly Member[], wish: PoolWish) {
  const empty: Need[] = []
  const outdated: Need[] = []
  const relieved = acting.filter(({ worker }) => worker === null || worker >= wish.workers)
  let inReplacement = 0
  for (let worker = 0; worker < wish.workers; worker++) {
    const here = acting.filter((member) => member.worker === worker)
    const fresh = here.filter(({ isOutdated }) => !isOutdated)
    const successor = fresh.find(({ stage }) => stage === 'ready')
    if (successor) relieved.push(...here.filter((member) => member !== successor))
    else if (here.length === 0) empty.push({ worker, replaces: null })
    else if (fresh.length > 0) inReplacement += here.length > fresh.length ? 1 : 0
    else outdated.push({ worker, replaces: here[0]?.id ?? null })
  }
  const mayReplace = Math.max(0, wish.replacementsAtOnce - inReplacement)
  return { needs: [...empty, ...outdated.slice(0, mayReplace)], relieved }
}

/** Gives the places to processes that are prepared; to one that is outdated only in need. */
function promote(needs: readonly Need[], waiting: readonly Member[]) {
  const left = [...waiting]
  const unmet: Need[] = []
  const promotions: PoolStep[] = []
  for (const need of needs) {
    const prepared = left.filter(({ stage }) => stage === 'prepared')
    const fresh = prepared.find(({ isOutdated }) => !isOutdated)
    const chosen = fresh ?? (need.replaces === null ? prepared[0] : undefined)
    if (!chosen) unmet.push(need)
    else {
      left.splice(left.indexOf(chosen), 1)
      promotions.push({ type: 'promote', id: chosen.id, ...need })
    }
  }
  return { promotions, unmet, left }
}

/** Starts what is missing for the places and the spares, or ends what is too much. */
function startOrRetire(
  unmet: readonly Need[],
  waiting: readonly Member[],
  { spares, mayStart }: PoolWish,
): readonly PoolStep[] {
  const fresh = waiting.filter(({ isOutdated }) => !isOutdated)
  // Those that are prepared first, so that the surplus is what has come least far.
  const byProgress = fresh.toSorted((one, other) => progress(other) - progress(one))
  const wanted = unmet.length + spares
  const hasSpares = byProgress.filter(({ stage }) => stage === 'prepared').length >= spares
  const outdated = waiting.filter(
    ({ isOutdated, stage }) => isOutdated && (stage === 'starting' || hasSpares),
  )
  const retired = [...byProgress.slice(wanted), ...outdated].map(({ id }) => retire(id))
  const places: readonly Omit<Extract<PoolStep, { type: 'start' }>, 'type'>[] = [
    ...unmet,
    ...Array.from({ length: spares }, () => ({ worker: null, replaces: null })),
  ]
  // The first of them are what the processes on their way will become.
  const started = mayStart ? places.slice(fresh.length) : []
  return [...retired, ...started.map((place) => ({ type: 'start', ...place }) as const)]
}

function progress({ stage, id }: Member): number {
  return (stage === 'prepared' ? 1 : 0) - id / Number.MAX_SAFE_INTEGER
}

function retire(id: number): PoolStep {
  return { type: 'retire', id }
}
