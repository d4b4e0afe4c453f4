import {
  createRestartPolicy,
  type Failure,
  RestartManager,
  type RestartManagerOptions,
  type RestartPolicy,
} from '../src/index.ts'
import { type DrawnKind, drawFailure, drawnKinds } from './draw-failure.ts'
import { Lot, seededRandom } from './seeded-random.ts'

/** A failure of one process, and what came of it. */
export interface FailureStep {
  readonly type: 'failure'
  readonly at: number
  readonly worker: number
  readonly failure: Failure
  readonly decision: ReturnType<RestartManager['executeRestart']>
  /** When `start` was told to start again; undefined: it was not called. */
  readonly startsAt: number | undefined
}

/** Somebody asked, or changed the configuration. */
export interface ChangeStep {
  readonly type: 'change'
  readonly at: number
}

export interface Story {
  readonly policy: RestartPolicy
  readonly steps: readonly (FailureStep | ChangeStep)[]
  readonly manager: RestartManager
}

/** Some time in 2026, with a fraction, as a real clock has one. */
const firstMs = 1_790_000_000_000.25

const startMs = 500

export const stepsOfStory = 40

/** How likely a wish or a change is before the next failure. */
const changeProbability = 0.05

interface Worker {
  /** When its present process fails; undefined: there is none, and none will be started. */
  failsAt: number | undefined
  livesMs: number
}

export function drawPolicy(lot: Lot): RestartPolicy {
  const maxRestartAttempts = lot.one([0, 1, 2, 3, 5, 5, 5, 8, 20, 1000])
  if (lot.happens(0.5)) return createRestartPolicy({ maxRestartAttempts })
  return createRestartPolicy({
    maxRestartAttempts,
    windowMs: Math.round(lot.length(1, 3_600_000)),
    pauseMs: Math.round(lot.length(1, 3_600_000)),
    baseDelayMs: Math.round(lot.length(1, 10_000)),
    maxDelayMs: Math.round(lot.length(1, 600_000)),
    longLifeMs: Math.round(lot.length(1, 3_600_000)),
    maxKills: lot.whole(0, 20),
    killWindowMs: Math.round(lot.length(1, 3_600_000)),
  })
}

/** A service of some processes that live and fail by the lot, on a clock that only they move. */
class Simulation {
  readonly policy: RestartPolicy
  readonly steps: (FailureStep | ChangeStep)[] = []
  manager: RestartManager
  readonly #lot: Lot
  readonly #kinds: readonly DrawnKind[]
  readonly #longestLifeMs: number
  readonly #workers: readonly Worker[]
  readonly #options: RestartManagerOptions
  #now = firstMs

  constructor(seed: number) {
    this.#lot = new Lot(seed)
    this.policy = drawPolicy(this.#lot)
    this.#kinds = Array.from({ length: this.#lot.whole(1, 4) }, () => this.#lot.one(drawnKinds))
    this.#longestLifeMs = this.#lot.length(2, 7_200_000)
    this.#workers = Array.from({ length: this.#lot.one([1, 1, 1, 2, 4]) }, () => ({
      failsAt: undefined,
      livesMs: 0,
    }))
    this.#options = { policy: this.policy, now: () => this.#now, random: seededRandom(seed + 1) }
    this.manager = new RestartManager(this.#options)
    for (const worker of this.#workers) this.#startAt(worker, this.#now)
  }

  step(): void {
    const [next] = this.#workers
      .filter(({ failsAt }) => failsAt !== undefined)
      .toSorted((one, other) => (one.failsAt ?? 0) - (other.failsAt ?? 0))
    if (next?.failsAt === undefined || this.#lot.happens(changeProbability)) this.#change(next)
    else this.#fail(next, next.failsAt)
  }

  /** A supervisor that was stopped and has read what the one before it wrote. */
  restore(): void {
    const json = JSON.parse(JSON.stringify(this.manager))
    this.manager = RestartManager.from(json, this.#options)
  }

  #change(next: Worker | undefined): void {
    const untilMs = (next?.failsAt ?? this.#now + 60_000) - this.#now
    this.#now += this.#lot.random() * untilMs
    this.manager.forget()
    this.steps.push({ type: 'change', at: this.#now })
    for (const worker of this.#workers) {
      if (worker.failsAt === undefined) this.#startAt(worker, this.#now)
    }
  }

  #fail(worker: Worker, at: number): void {
    this.#now = at
    worker.failsAt = undefined
    let startsAt: number | undefined
    const failure = drawFailure(this.#lot.one(this.#kinds), worker.livesMs, this.#lot)
    const decision = this.manager.executeRestart(failure, (delayMs) => {
      startsAt = at + delayMs
    })
    this.steps.push({
      type: 'failure',
      at,
      worker: this.#workers.indexOf(worker),
      failure,
      decision,
      startsAt,
    })
    if (startsAt !== undefined) this.#startAt(worker, startsAt)
  }

  #startAt(worker: Worker, at: number): void {
    worker.livesMs = this.#lot.happens(0.4) ? 0 : this.#lot.length(1, this.#longestLifeMs)
    worker.failsAt = at + startMs + worker.livesMs
  }
}

/** Tells the story of a seed, with a restart of the supervisor before the step of that number. */
export function simulate(seed: number, restoredBefore?: number): Story {
  const simulation = new Simulation(seed)
  for (let step = 0; step < stepsOfStory; step++) {
    if (step === restoredBefore) simulation.restore()
    simulation.step()
  }
  return simulation
}
