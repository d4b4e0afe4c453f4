import type { Frame } from './profile-tree.ts'

/** Where a frame stands in the graph; the whole width is 1. */
export interface Bar {
  readonly frame: Frame
  readonly left: number
  readonly width: number
  /** From the top. */
  readonly row: number
}

export interface FlameLayoutOptions {
  /** From the root to the frame that takes the whole width below its callers. */
  readonly focus: readonly Frame[]
  /** What is narrower is left out, with everything below it. */
  readonly minWidth: number
}

/** The frames from the root to the one with this id; only the root when there is none. */
export function pathTo(root: Frame, id: number): readonly Frame[] {
  const find = (frame: Frame): readonly Frame[] | undefined => {
    if (frame.id === id) return [frame]
    for (const call of frame.calls) {
      const rest = find(call)
      if (rest) return [frame, ...rest]
    }
    return undefined
  }
  return find(root) ?? [root]
}

/** Callers stand above what they called, the heaviest to the left. */
export function layOut({ focus, minWidth }: FlameLayoutOptions): readonly Bar[] {
  const bars: Bar[] = []
  const place = (frame: Frame, left: number, width: number, row: number): void => {
    bars.push({ frame, left, width, row })
    let at = left
    for (const call of heaviestFirst(frame.calls)) {
      const share = frame.total === 0 ? 0 : (call.total / frame.total) * width
      if (share < minWidth) break
      place(call, at, share, row + 1)
      at += share
    }
  }
  for (const [row, frame] of focus.entries()) {
    if (row < focus.length - 1) bars.push({ frame, left: 0, width: 1, row })
    else place(frame, 0, 1, row)
  }
  return bars
}

function heaviestFirst(frames: readonly Frame[]): readonly Frame[] {
  return frames.toSorted((one, other) => other.total - one.total)
}
