import { EventEmitter, once } from 'node:events'
import type { ConsoleSource } from '../source.ts'
import { takeView, type View } from '../view/view.ts'
import { type Counted, countedIn, figuresBetween, type ServiceFigures } from './service-figures.ts'

/** What is true at one moment. */
export interface Moment {
  readonly atMs: number
  readonly view: View
  /** By service; undefined in a moment in which none were asked for, or none came. */
  readonly figures: Readonly<Record<string, ServiceFigures>> | undefined
}

const tickMs = 1000

/**
 * What is true, each second, for all who look, and nothing while nobody does. Who is slow misses
 * moments and gets the one that is true then.
 */
export class LiveFeed {
  readonly #source: ConsoleSource
  readonly #told = new EventEmitter<{ moment: [] }>().setMaxListeners(0)
  #latest: Moment | undefined
  #watchers = 0
  /** Of them, those who want figures; only for those the processes are asked. */
  #counting = 0
  #counted: Counted | undefined
  #isRunning = false
  /** Why the last look failed: a defect, which ends the streams and not the supervisor. */
  #failure: { readonly error: unknown } | undefined

  constructor(source: ConsoleSource) {
    this.#source = source
  }

  /** The moments from now on, until the signal. Throws what a look throws. */
  async *watch(wantsFigures: boolean, signal: AbortSignal): AsyncGenerator<Moment> {
    this.#watchers += 1
    if (wantsFigures) this.#counting += 1
    try {
      void this.#run()
      let last: Moment | undefined
      while (!signal.aborted) {
        if (this.#failure) throw this.#failure.error
        if (this.#latest && this.#latest !== last) {
          last = this.#latest
          yield last
        } else {
          await once(this.#told, 'moment', { signal }).catch(() => {})
        }
      }
    } finally {
      this.#watchers -= 1
      if (wantsFigures) this.#counting -= 1
    }
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#latest = undefined
    this.#counted = undefined
    this.#failure = undefined
    try {
      while (this.#watchers > 0) await this.#tick()
    } catch (error) {
      this.#failure = { error }
      this.#told.emit('moment')
    } finally {
      this.#isRunning = false
    }
  }

  async #tick(): Promise<void> {
    const rest = Promise.withResolvers<void>()
    setTimeout(rest.resolve, tickMs).unref()
    // What is wrong is told before processes are asked, one of which may not answer.
    this.#tell({ atMs: Date.now(), view: takeView(this.#source), figures: undefined })
    if (this.#counting > 0) await this.#count()
    await rest.promise
  }

  async #count(): Promise<void> {
    const { collector, control, self, figuresOf } = this.#source
    const after = countedIn(await collector.collect())
    const before = this.#counted
    if (before?.atMs === after.atMs) return
    this.#counted = after
    const figures = figuresBetween([self(), ...control.list()], figuresOf, before, after)
    this.#tell({ atMs: after.atMs, view: takeView(this.#source), figures })
  }

  #tell(moment: Moment): void {
    this.#latest = moment
    this.#told.emit('moment')
  }
}
