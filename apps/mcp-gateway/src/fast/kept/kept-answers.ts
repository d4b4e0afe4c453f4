import { LRUCache } from 'lru-cache'
import type { AnswerTemplate } from './answer-template.ts'

/** What can be answered to a request again. */
export interface KeptAnswer<About> {
  readonly template: AnswerTemplate
  /** Whatever else is to be known of the request, to report it. */
  readonly about: About
}

interface Entry<About> extends KeptAnswer<About> {
  readonly revision: number
  readonly madeAtMs: number
}

export interface KeptAnswersOptions {
  /** Of the library; `undefined` while nobody would tell of a change. */
  readonly revision: () => number | undefined
  /** Milliseconds of any clock that does not jump. */
  readonly now: () => number
}

/** Answers for as long as nothing in the library changes. */
export interface KeptAnswers<About> {
  find(key: string): KeptAnswer<About> | undefined
  /** Keeps what was asked for at `revision`, unless something has changed since. */
  keep(key: string, answer: KeptAnswer<About>, revision: number | undefined): void
  readonly entries: number
  readonly bytes: number
}

/** Room for the prompts that are in use, each with several values. */
const maxEntries = 10_000
const maxBytes = 64 * 1024 * 1024
/** A longer answer is rare, and takes the room of many. */
const maxEntryBytes = 1024 * 1024

/** What an entry costs besides its bytes, roughly. */
const overheadBytes = 1_000

/** An order by use may be so old, as clients are told of a list (`ttlMs`): a use is no change. */
const maxAgeMs = 60_000

/** Makes the store of answers, which throws away what was not used for longest. */
export function createKeptAnswers<About>(options: KeptAnswersOptions): KeptAnswers<About> {
  const { revision, now } = options
  const entries = new LRUCache<string, Entry<About>>({
    max: maxEntries,
    maxSize: maxBytes,
    maxEntrySize: maxEntryBytes,
    sizeCalculation: ({ template }, key) => template.bytes + key.length + overheadBytes,
  })
  return {
    get entries() {
      return entries.size
    },
    get bytes() {
      return entries.calculatedSize
    },
    find: (key) => {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.revision === revision() && now() - entry.madeAtMs < maxAgeMs) return entry
      entries.delete(key)
      return undefined
    },
    keep: (key, { template, about }, madeAt) => {
      if (madeAt === undefined || madeAt !== revision()) return
      entries.set(key, { template, about, revision: madeAt, madeAtMs: now() })
    },
  }
}
