import type { LogLine } from '../log/log-stream.ts'
import type { StateFolder } from '../state/state-folder.ts'
import type { ErrorNews, LifecycleFact } from '../supervision/lifecycle-event.ts'
import type { ErrorGroup } from './groups/error-group.ts'
import { ErrorGroups } from './groups/error-groups.ts'
import {
  parseStoredGroups,
  restoreGroup,
  type StoredGroup,
  storeGroups,
} from './groups/stored-groups.ts'
import { KnownCauses } from './identity/known-causes.ts'
import { readSighting, type Sighting } from './identity/read-sighting.ts'

export interface ErrorStreamOptions {
  readonly folder: Pick<StateFolder, 'open'>
  /** Puts on record that a group is new or rises. */
  readonly record: (fact: LifecycleFact) => void
  /** Whether examples keep their stacks, which tell of the inside of PromptBin. */
  readonly keepsStacks: boolean
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** How often groups are judged, and stored if there was an error since. */
export const sweepIntervalMs = 15_000

/** Of more new groups within a minute nobody is told: they are counted and listed all the same. */
const toldPerMinute = 10

/** How many characters of a message an event carries. */
const longestMessage = 200

/**
 * The errors of all processes as groups of alike ones, fed with the lines of the log. What is told of
 * them does not depend on how many there are: a group is told of when it is new and when it rises.
 */
export class ErrorStream {
  readonly groups = new ErrorGroups()
  readonly #options: ErrorStreamOptions
  readonly #now: () => number
  readonly #file
  readonly #causes = new KnownCauses()
  readonly #listeners: ((sighting: Sighting) => void)[] = []
  #timer: NodeJS.Timeout | undefined
  #hasNews = false
  #told = { minute: 0, count: 0 }

  constructor(options: ErrorStreamOptions) {
    const { folder, now = Date.now } = options
    this.#options = options
    this.#now = now
    this.#file = folder.open<readonly StoredGroup[]>({
      name: 'errors',
      empty: [],
      parse: parseStoredGroups,
      intervalMs: sweepIntervalMs,
    })
    for (const stored of this.#file.value.toReversed()) {
      this.groups.put(restoreGroup(stored, now()))
    }
  }

  /** Calls back with each error from now on. */
  onSighting(listener: (sighting: Sighting) => void): void {
    this.#listeners.push(listener)
  }

  /** Begins to judge the groups now and then. */
  start(): void {
    this.#timer = setInterval(() => this.sweep(), sweepIntervalMs).unref()
  }

  /** Looks at a line of the log; most are no errors. */
  see(line: Pick<LogLine, 'time' | 'level' | 'service' | 'text' | 'fields'>): void {
    const seen = readSighting(line)
    if (seen === undefined) return
    for (const listener of this.#listeners) listener(seen)
    for (const sighting of this.#causes.trace(seen)) this.#add(sighting)
  }

  /** Judges all groups, tells of those that rise, and has them stored. */
  sweep(): void {
    for (const sighting of this.#causes.release()) this.#add(sighting)
    const rising = this.groups.judge(this.#now())
    for (const group of rising) this.#tell('rising', group, newestService(group))
    if (!this.#hasNews) return
    this.#hasNews = false
    this.#file.write(storeGroups(this.groups.all))
  }

  /** Ends it; what is known is on its way to the disk, where the state folder waits for it. */
  stop(): void {
    clearInterval(this.#timer)
    this.sweep()
  }

  #add(sighting: Sighting): void {
    const known = this.#options.keepsStacks ? sighting : { ...sighting, stack: null }
    const created = this.groups.add(known, this.#now())
    this.#hasNews = true
    if (created && this.#mayTell()) this.#tell('new', created, sighting.service)
  }

  #mayTell(): boolean {
    const minute = Math.floor(this.#now() / 60_000)
    const count = minute === this.#told.minute ? this.#told.count + 1 : 1
    this.#told = { minute, count }
    return count <= toldPerMinute
  }

  #tell(kind: ErrorNews, { fingerprint, code, message, count }: ErrorGroup, service: string): void {
    const subject = { service, worker: null, processId: null, pid: null }
    const about = { fingerprint, code, message: message.slice(0, longestMessage), count }
    this.#options.record({ ...subject, type: 'error-group', kind, ...about })
  }
}

/** The service that reported an error of the group last. */
function newestService({ services }: ErrorGroup): string {
  const [newest] = [...services].toSorted(([, one], [, other]) => other.lastMs - one.lastMs)
  return newest?.[0] ?? 'supervisor'
}
