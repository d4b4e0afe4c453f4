import { createHash } from 'node:crypto'
import { cursorInvalid } from './errors.ts'
import type { ListQuery } from './prompt-store.ts'

/** A list without `q` goes on with the prompts whose last change is older than `before`. */
export interface NewestPosition {
  readonly before: number
}

/**
 * A search goes on with what has not been shown of the library as it was at its first page. A
 * prompt in a certain state is named by its generation, which no other prompt ever has.
 */
export interface RankedPosition {
  readonly asOf: number
  /** The generations already shown; at most `maxShown`. */
  readonly shown: readonly number[]
}

/** As many results as a search ever has. */
const maxShown = 1_000

/** Room for `maxShown` numbers; anything longer is not worth decoding. */
const maxLength = 16_384

/** The cursor after a page of the newest prompts. */
export function newestCursor(query: ListQuery, { before }: NewestPosition): string {
  return encode({ v: 1, query: fingerprint(query), before })
}

/** The cursor after a page of a search; differences of sorted numbers keep it short. */
export function rankedCursor(query: ListQuery, { asOf, shown }: RankedPosition): string {
  const steps = shown
    .toSorted((a, b) => b - a)
    .map((generation, index, sorted) => (sorted[index - 1] ?? asOf) - generation)
  return encode({ v: 1, query: fingerprint(query), asOf, steps })
}

/** Reads a cursor of `newestCursor`. Throws `PB_CURSOR_INVALID`. */
export function readNewestCursor(query: ListQuery): NewestPosition {
  if (query.cursor === undefined) return { before: Number.MAX_SAFE_INTEGER }
  const { before } = decode(query, query.cursor)
  if (!isCount(before)) throw cursorInvalid()
  return { before }
}

/** Reads a cursor of `rankedCursor`; `generation` is the library's now. Throws `PB_CURSOR_INVALID`. */
export function readRankedCursor(query: ListQuery, generation: number): RankedPosition {
  if (query.cursor === undefined) return { asOf: generation, shown: [] }
  const { asOf, steps } = decode(query, query.cursor)
  if (!isCount(asOf) || !Array.isArray(steps)) throw cursorInvalid()
  if (steps.length > maxShown || !steps.every(isCount)) throw cursorInvalid()
  let last = asOf
  return { asOf, shown: steps.map((step) => (last -= step)) }
}

/** Ties a cursor to the query it came from, so that it cannot silently be used with another. */
function fingerprint({ q, tag, folder }: ListQuery): string {
  const query = JSON.stringify([q ?? '', tag ?? '', folder ?? ''])
  return createHash('sha256').update(query).digest('base64url').slice(0, 8)
}

function encode(fields: object): string {
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}

function decode(query: ListQuery, cursor: string): Record<string, unknown> {
  const fields = cursor.length > maxLength ? undefined : parse(cursor)
  if (fields?.['v'] !== 1 || fields['query'] !== fingerprint(query)) throw cursorInvalid()
  return fields
}

function parse(cursor: string): Record<string, unknown> | undefined {
  try {
    const fields: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return typeof fields === 'object' && fields !== null ? { ...fields } : undefined
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
