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
  /**
   * So many new processes may be on their way at once; 0: none is started now. Those that are there
   * go on in any case.
   */
  readonly startsAtOnce: number
  /** Whether spares among them may be started, too. */
  readonly mayStartSpares: boolean
  /** Whether processes may be lent the socket; else they are only prepared for their places. */
  readonly mayAnswer: boolean
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
  const underWay = members.filter(({ stage }) => stage === 'starting' || stage === 'lent').length
  // What is new should first prove itself as a worker.
  const isRenewing = acting.some(({ isOutdated }) => isOutdated)
  const spares = isRenewing || !wish.mayStartSpares ? 0 : wish.spares
  return [
    ...(wish.mayAnswer ? promotions : []),
    ...relieved.map(({ id }) => retire(id)),
    ...retireSurplus(unmet.length, left, wish),
    ...startMissing(unmet, left, spares).slice(0, Math.max(0, wish.startsAtOnce - underWay)),
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
    const stale = here.filter(({ isOutdated }) => isOutdated).toSorted(readyFirst)
    const successor = fresh.find(({ stage }) => stage === 'ready')
    const [kept] = stale
    // Of those from before one goes on, until its successor answers.
    relieved.push(...(successor ? here.filter((member) => member !== successor) : stale.slice(1)))
    if (here.length === 0) empty.push({ worker, replaces: null })
    else if (fresh.length === 0) outdated.push({ worker, replaces: kept?.id ?? null })
    else if (kept && !successor) inReplacement += 1
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

/** What is too much, and what was only kept until there was something better. */
function retireSurplus(
  unmet: number,
  waiting: readonly Member[],
  { spares }: PoolWish,
): readonly PoolStep[] {
  // Those that are prepared first, so that the surplus is what has come least far.
  const fresh = waiting
    .filter(({ isOutdated }) => !isOutdated)
    .toSorted((one, other) => progress(other) - progress(one))
  const hasSpares = fresh.filter(({ stage }) => stage === 'prepared').length >= spares
  const outdated = waiting.filter(
    ({ isOutdated, stage }) => isOutdated && (stage === 'starting' || hasSpares),
  )
  return [...fresh.slice(unmet + spares), ...outdated].map(({ id }) => retire(id))
}

function startMissing(
  unmet: readonly Need[],
  waiting: readonly Member[],
  spares: number,
): readonly PoolStep[] {
  const places: readonly Omit<Extract<PoolStep, { type: 'start' }>, 'type'>[] = [
    ...unmet,
    ...Array.from({ length: spares }, () => ({ worker: null, replaces: null })),
  ]
  // The first of them are what the processes on their way will become.
  const onTheirWay = waiting.filter(({ isOutdated }) => !isOutdated).length
  return places.slice(onTheirWay).map((place) => ({ type: 'start', ...place }))
}

function readyFirst(one: Member, other: Member): number {
  return Number(other.stage === 'ready') - Number(one.stage === 'ready')
}

function progress({ stage, id }: Member): number {
  return (stage === 'prepared' ? 1 : 0) - id / Number.MAX_SAFE_INTEGER
}

function retire(id: number): PoolStep {
  return { type: 'retire', id }
}
