import type { Frame } from './profile-tree.ts'

/** A function with all the places together from which it was called. */
export interface HotFunction {
  readonly name: string
  readonly place: string
  readonly self: number
  /** With what it called; a function that calls itself counts once. */
  readonly total: number
  /** The frame where it weighs most. */
  readonly heaviest: Frame
}

interface Sums {
  self: number
  total: number
  heaviest: Frame
}

/** The functions that weigh most by themselves below a frame, the heaviest first. */
export function hottestFunctions(root: Frame, count: number): readonly HotFunction[] {
  const sums = new Map<string, Sums>()
  addCalls(root, new Set(), sums)
  return [...sums.values()]
    .filter(({ self }) => self > 0)
    .toSorted((one, other) => other.self - one.self)
    .slice(0, count)
    .map(({ self, total, heaviest }) => ({
      name: heaviest.name,
      place: heaviest.place,
      self,
      total,
      heaviest,
    }))
}

/** `above` are the functions that the frame was called by. */
function addCalls(frame: Frame, above: Set<string>, sums: Map<string, Sums>): void {
  const key = `${frame.name}\n${frame.place}`
  const isFirst = !above.has(key)
  const before = sums.get(key) ?? { self: 0, total: 0, heaviest: frame }
  sums.set(key, {
    self: before.self + frame.self,
    total: before.total + (isFirst ? frame.total : 0),
    heaviest: frame.total > before.heaviest.total ? frame : before.heaviest,
  })
  above.add(key)
  for (const call of frame.calls) addCalls(call, above, sums)
  if (isFirst) above.delete(key)
}
