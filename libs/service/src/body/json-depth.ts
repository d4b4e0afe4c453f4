const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Whether JSON nests deeper than `maxDepth`, found without parsing it: parsing a megabyte of `[`
 * takes a quarter of a second, and what comes out breaks whoever walks over it.
 */
export function isDeeperThan(maxDepth: number, json: Uint8Array): boolean {
  let depth = 0
  let isInText = false
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index]
    if (isInText) {
      if (byte === BACKSLASH) index += 1
      else if (byte === QUOTE) isInText = false
    } else if (byte === QUOTE) {
      isInText = true
    } else {
      depth += step(byte)
      if (depth > maxDepth) return true
    }
  }
  return false
}

function step(byte: number | undefined): number {
  if (byte === OPEN_LIST || byte === OPEN_OBJECT) return 1
  if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) return -1
  return 0
}
