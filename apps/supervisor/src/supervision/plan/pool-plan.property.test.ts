import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Member, type PoolStep, type PoolWish, planPool } from './pool-plan.ts'

/** What may happen to a service between two looks at it; `pick` chooses among the processes. */
type Incident =
  | { readonly type: 'progress' | 'death' | 'recycle'; readonly pick: number }
  | { readonly type: 'reload' }
  | { readonly type: 'scale'; readonly workers: number }
  | { readonly type: 'gate'; readonly startsAtOnce: number; readonly mayStartSpares: boolean }

const incidents = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constantFrom('progress' as const, 'progress' as const, 'death', 'recycle'),
      pick: fc.nat(20),
    }),
    fc.constant({ type: 'reload' as const }),
    fc.record({ type: fc.constant('scale' as const), workers: fc.integer({ min: 1, max: 5 }) }),
    fc.record({
      type: fc.constant('gate' as const),
      startsAtOnce: fc.constantFrom(0, 1, Number.POSITIVE_INFINITY),
      mayStartSpares: fc.boolean(),
    }),
  ),
  { maxLength: 60 },
)
const wishes = fc.record({
  workers: fc.integer({ min: 1, max: 5 }),
  spares: fc.integer({ min: 0, max: 3 }),
  startsAtOnce: fc.constant(Number.POSITIVE_INFINITY),
  mayStartSpares: fc.constant(true),
  mayAnswer: fc.constant(true),
  replacementsAtOnce: fc.integer({ min: 1, max: 3 }),
})

const openGate = {
  type: 'gate',
  startsAtOnce: Number.POSITIVE_INFINITY,
  mayStartSpares: true,
} as const

/** An outdated spare that has to step in is to be replaced itself. */
const mostLooks = 2

/** A service whose processes do what the plan says. */
class Model {
  members: readonly Member[] = []
  wish: PoolWish
  #lastId = 0

  constructor(wish: PoolWish) {
    this.wish = wish
  }

  apply(steps: readonly PoolStep[]): void {
    for (const step of steps) {
      if (step.type === 'start') {
        this.#lastId += 1
        const id = this.#lastId
        const started = { id, worker: null, stage: 'starting', isOutdated: false } as const
        this.members = [...this.members, started]
      } else if (step.type === 'promote') {
        expect(this.find(step.id)?.stage).toBe('prepared')
        this.change(step.id, { stage: 'lent', worker: step.worker })
      } else this.members = this.members.filter(({ id }) => id !== step.id)
    }
  }

  /** Does all that is to be done; one thing may lead to another. */
  *settle(): Generator<PoolStep> {
    for (let look = 0; look < mostLooks; look++) {
      const steps = planPool(this.members, this.wish)
      this.apply(steps)
      yield* steps
    }
    expect(planPool(this.members, this.wish)).toEqual([])
  }

  meet(incident: Incident): void {
    if (incident.type === 'scale') this.wish = { ...this.wish, workers: incident.workers }
    else if (incident.type === 'gate') {
      const { startsAtOnce, mayStartSpares } = incident
      this.wish = { ...this.wish, startsAtOnce, mayStartSpares }
    } else if (incident.type === 'reload') {
      this.members = this.members.map((member) => ({ ...member, isOutdated: true }))
    } else {
      const member = this.members[incident.pick % Math.max(1, this.members.length)]
      if (!member) return
      if (incident.type === 'progress') this.progress(member)
      else if (incident.type === 'recycle') this.change(member.id, { isOutdated: true })
      else this.members = this.members.filter((other) => other !== member)
    }
  }

  progress({ id, stage }: Member): void {
    if (stage === 'starting') this.change(id, { stage: 'prepared' })
    if (stage === 'lent') this.change(id, { stage: 'ready' })
  }

  change(id: number, change: Partial<Member>): void {
    this.members = this.members.map((member) =>
      member.id === id ? { ...member, ...change } : member,
    )
  }

  find(id: number): Member | undefined {
    return this.members.find((member) => member.id === id)
  }

  /** The workers that answer. */
  answering(): ReadonlySet<number | null> {
    const ready = this.members.filter(({ stage }) => stage === 'ready')
    return new Set(ready.map(({ worker }) => worker))
  }

  get isAsWished(): boolean {
    const { workers, spares } = this.wish
    const ready = this.members.filter(({ stage }) => stage === 'ready')
    const prepared = this.members.filter(({ stage }) => stage === 'prepared')
    return (
      this.members.every(({ isOutdated }) => !isOutdated) &&
      ready.length === workers &&
      this.answering().size === workers &&
      prepared.length === spares &&
      this.members.length === workers + spares
    )
  }
}

function checkStarts({ wish, members }: Model, steps: readonly PoolStep[]): void {
  const started = steps.filter((step) => step.type === 'start')
  if (started.length === 0) return
  expect(started.length).toBeLessThanOrEqual(wish.startsAtOnce)
  if (started.some(({ worker }) => worker === null)) expect(wish.mayStartSpares).toBe(true)
  const most = 2 * wish.spares + wish.workers + wish.replacementsAtOnce
  expect(members.length).toBeLessThanOrEqual(most)
}

test('whatever happens, no step makes a worker silent or starts too many, and soon there is none', () => {
  fc.assert(
    fc.property(wishes, incidents, (wish, course) => {
      const model = new Model(wish)
      for (const incident of course) {
        model.meet(incident)
        const before = model.answering()
        const steps = [...model.settle()]
        for (const worker of before) {
          if (worker !== null && worker < model.wish.workers) {
            expect(model.answering()).toContain(worker)
          }
        }
        checkStarts(model, steps)
      }
    }),
    { numRuns: 2000 },
  )
})

test('processes that may not answer yet are prepared for their places, and no more are started', () => {
  fc.assert(
    fc.property(wishes, ({ spares, ...wish }) => {
      const model = new Model({ ...wish, spares: 0, mayAnswer: false })
      Array.from(model.settle())
      expect(model.members).toHaveLength(wish.workers)
      for (const member of model.members) model.progress(member)
      expect(Array.from(model.settle())).toEqual([])
      model.wish = { ...wish, spares }
      const steps = Array.from(model.settle())
      expect(steps.filter(({ type }) => type === 'promote')).toHaveLength(wish.workers)
    }),
  )
})

test('when nothing happens any more, the service becomes what it should be', () => {
  fc.assert(
    fc.property(wishes, incidents, (wish, course) => {
      const model = new Model(wish)
      for (const incident of [...course, openGate]) {
        model.meet(incident)
        Array.from(model.settle())
      }
      for (let round = 0; round < 100 && !model.isAsWished; round++) {
        for (const member of model.members) model.progress(member)
        Array.from(model.settle())
      }
      expect(model.isAsWished).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
