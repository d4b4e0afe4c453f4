const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** What can be seen of JSON without parsing it. */
export interface JsonScan {
  /** The scan ended where the JSON nests deeper than it may. */
  readonly isTooDeep: boolean
  /** How many members its objects have as they are written, repeated names included. */
  readonly members: number
  /** The most members that one object has. */
  readonly widest: number
}

/**
 * Looks at JSON before it is parsed: parsing a megabyte of `[` takes a quarter of a second, and
 * what comes out breaks whoever walks over it.
 */
export function scanJson(json: Uint8Array, maxDepth: number): JsonScan {
  let depth = 0
  let members = 0
  let widest = 0
  /** The members of each object that is open. */
  const open = new Uint32Array(maxDepth + 1)
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index]
    if (byte === QUOTE) {
      index = endOfText(json, index)
    } else if (byte === COLON) {
      members += 1
      widest = Math.max(widest, countOne(open, depth))
    } else {
      const step = stepOf(byte)
      depth += step
      if (depth > maxDepth) return { isTooDeep: true, members, widest }
      if (step > 0) open[depth] = 0
    }
  }
  return { isTooDeep: false, members, widest }
}

function countOne(open: Uint32Array, depth: number): number {
  const count = (open[depth] ?? 0) + 1
  open[depth] = count
  return count
}

/** Where the text ends that begins at an index; the end of all if it never does. */
function endOfText(json: Uint8Array, start: number): number {
  let index = start + 1
  while (index < json.length && json[index] !== QUOTE) index += json[index] === BACKSLASH ? 2 : 1
  return index
}

function stepOf(byte: number | undefined): number {
  if (byte === OPEN_LIST || byte === OPEN_OBJECT) return 1
  if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) return -1
  return 0
}
