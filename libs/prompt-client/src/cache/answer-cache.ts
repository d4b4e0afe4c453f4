import { LRUCache } from 'lru-cache'

/** An answer that was given once. */
export interface Copy {
  readonly value: unknown
  /** How long the answer was, in characters of JSON. */
  readonly length: number
  /** The feed's revision when it was asked for. */
  readonly revision: number
  /** When it was asked for, in milliseconds since the epoch. */
  readonly askedAtMs: number
  /** Until when it is known to have been current, in milliseconds since the epoch. */
  currentAtMs: number
}

/** A library of this many prompts fits in, each of them rendered in one way. */
const maxEntries = 10_000

/** In characters of JSON; what it becomes in memory is some two to three times that. */
const maxLength = 32 * 1024 * 1024

/** One answer shall not push out a large part of all others. */
const maxEntryLength = 4 * 1024 * 1024

/** Whatever has longer parameters is not worth keeping: nobody asks the same again. */
const maxKeyLength = 16 * 1024

/** As old as an answer may become that is given out because there is no other, since it was current. */
const maxStaleMs = 24 * 60 * 60 * 1_000

/** The copies of what was answered, the least recently used given up first. */
export interface AnswerCache {
  get(key: string): Copy | undefined
  /** The copy, if it is not too old to be given out when prompt-web cannot be asked. */
  getStale(key: string, nowMs: number): Copy | undefined
  /** Keeps a copy unless a later one is there, or it is not worth it. */
  keep(key: string, copy: Copy): void
  remove(key: string): void
  describe(): { readonly entries: number; readonly bytes: number }
}

/** Opens an empty cache. */
export function openAnswerCache(): AnswerCache {
  const copies = new LRUCache<string, Copy>({
    max: maxEntries,
    maxSize: maxLength,
    maxEntrySize: maxEntryLength,
    sizeCalculation: ({ length }, key) => length + key.length + 1,
  })
  return {
    get: (key) => copies.get(key),
    getStale: (key, nowMs) => {
      const copy = copies.get(key)
      return copy !== undefined && nowMs - copy.currentAtMs <= maxStaleMs ? copy : undefined
    },
    keep: (key, copy) => {
      if (key.length > maxKeyLength) return
      const known = copies.peek(key)
      if (known !== undefined && known.revision > copy.revision) return
      copies.set(key, copy)
    },
    remove: (key) => void copies.delete(key),
    describe: () => ({ entries: copies.size, bytes: copies.calculatedSize }),
  }
}
