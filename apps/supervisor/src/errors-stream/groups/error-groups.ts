import type { Sighting } from '../identity/read-sighting.ts'
import { addSighting, type ErrorGroup, emptyGroup } from './error-group.ts'
import { type GroupState, groupStates, judgeTrend } from './judge-trend.ts'

/** So many kinds of errors are remembered; of those not seen for longest nothing is. */
export const mostGroups = 300

/** It is not told again that a group rises within this time. */
const risingSilenceMs = 3_600_000

/** Groups of alike errors, bounded, by when they were seen last. */
export class ErrorGroups {
  readonly #most: number
  /** Those seen last stand last. */
  readonly #groups = new Map<string, ErrorGroup>()
  #newest: ErrorGroup | undefined

  constructor({ most = mostGroups }: { readonly most?: number } = {}) {
    this.#most = most
  }

  /** How many there are. */
  get size(): number {
    return this.#groups.size
  }

  /** All of them, those seen last first. */
  get all(): readonly ErrorGroup[] {
    return [...this.#groups.values()].reverse()
  }

  get(fingerprint: string): ErrorGroup | undefined {
    return this.#groups.get(fingerprint)
  }

  /** Counts an error, and tells of its group if it is a new one. */
  add(sighting: Sighting, nowMs: number): ErrorGroup | undefined {
    const known = this.#groups.get(sighting.fingerprint)
    const group = known ?? emptyGroup(sighting, nowMs)
    addSighting(group, sighting, nowMs)
    if (known?.state === 'resolved') known.state = 'ongoing'
    this.put(group)
    return known ? undefined : group
  }

  /** Puts a group to those seen last; the one not seen for longest may have to go. */
  put(group: ErrorGroup): void {
    const { fingerprint } = group
    // In a burst it is the last one already.
    if (this.#newest?.fingerprint === fingerprint) return
    this.#groups.delete(fingerprint)
    this.#groups.set(fingerprint, group)
    this.#newest = group
    if (this.#groups.size <= this.#most) return
    const [oldest = ''] = this.#groups.keys()
    this.#groups.delete(oldest)
  }

  /** Judges every group anew; gives those of which it is to be told that they rise now. */
  judge(nowMs: number): readonly ErrorGroup[] {
    const rising: ErrorGroup[] = []
    for (const group of this.#groups.values()) {
      const before = group.state
      group.state = judgeTrend(group, nowMs)
      const isNews = group.state === 'rising' && before !== 'rising'
      if (!isNews || nowMs - group.toldRisingMs < risingSilenceMs) continue
      group.toldRisingMs = nowMs
      rising.push(group)
    }
    return rising
  }

  /** How many there are in each state. */
  countByState(): Readonly<Record<GroupState, number>> {
    const counts = { new: 0, ongoing: 0, rising: 0, resolved: 0 }
    for (const { state } of this.#groups.values()) counts[state] += 1
    return counts
  }
}

/** Whether a value names a state. */
export function isGroupState(value: unknown): value is GroupState {
  return groupStates.some((state) => state === value)
}
