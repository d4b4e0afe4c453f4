import { createHash } from 'node:crypto'
import { cursorInvalid } from './errors.ts'
import type { ListQuery } from './requests.ts'

/** A list of the newest goes on with the prompts whose last change is older than `before`. */
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

/** A list in an order of its own goes on behind the prompt that has these. */
export interface SortedPosition {
  readonly sort: string
  readonly key: string | number
  readonly tie: string | number
}

/**
 * A list by usefulness goes on behind the prompt that has these, in the order that there was when
 * the latest use was at `until` (milliseconds since 1970).
 */
export interface UsefulPosition {
  readonly until: number
  readonly favourite: number
  /** When it was used, as far as that counts for the order. */
  readonly rank: number
  readonly created: number
  readonly id: string
}

/** Where the next page of a list begins. */
export type Position = NewestPosition | RankedPosition | SortedPosition | UsefulPosition

/** As many results as a search ever has. */
const maxShown = 1_000

/** Room for `maxShown` numbers; anything longer is not worth decoding. */
const maxLength = 16_384

/** No title or word that is kept in a cursor is longer. */
const maxText = 1_000

/** The cursor after a page; `words` are those that were looked for in place of misspelt ones. */
export function writeCursor(query: ListQuery, position: Position, words?: string): string {
  const fields = 'asOf' in position ? shorten(position) : position
  return encode({ v: 1, query: fingerprint(query), words, ...fields })
}

/** Differences of sorted numbers are short. */
function shorten({ asOf, shown }: RankedPosition) {
  const steps = shown
    .toSorted((a, b) => b - a)
    .map((generation, index, sorted) => (sorted[index - 1] ?? asOf) - generation)
  return { asOf, steps }
}

/** Reads a cursor of `writeCursor`; the first page has no position. Throws `PB_CURSOR_INVALID`. */
export function readCursor(query: ListQuery): {
  readonly words?: string
  readonly position?: Position
} {
  if (query.cursor === undefined) return {}
  const fields = decode(fingerprint(query), query.cursor)
  const { words } = fields
  if (words !== undefined && !isText(words)) throw cursorInvalid()
  return { ...(words !== undefined && { words }), position: toPosition(fields) }
}

function toPosition(fields: Record<string, unknown>): Position {
  const { before, asOf, steps, sort, key, tie, until, favourite, rank, created, id } = fields
  if (isCount(before)) return { before }
  if (isCount(until) && isCount(favourite) && isCount(rank) && isCount(created) && isText(id)) {
    return { until, favourite, rank, created, id }
  }
  if (isText(sort) && isKey(key) && isKey(tie)) return { sort, key, tie }
  if (!isCount(asOf) || !Array.isArray(steps)) throw cursorInvalid()
  if (steps.length > maxShown || !steps.every(isCount)) throw cursorInvalid()
  let last = asOf
  return { asOf, shown: steps.map((step) => (last -= step)) }
}

/** Where a list of the newest begins. Throws `PB_CURSOR_INVALID` if the position is of another kind. */
export function newestPosition(position: Position | undefined): NewestPosition {
  if (position === undefined) return { before: Number.MAX_SAFE_INTEGER }
  if (!('before' in position)) throw cursorInvalid()
  return position
}

/** The same for a search; nothing on its first page. */
export function rankedPosition(position: Position | undefined): RankedPosition | undefined {
  if (position !== undefined && !('asOf' in position)) throw cursorInvalid()
  return position
}

/** The same for a list in the order of `sort`. */
export function sortedPosition(
  position: Position | undefined,
  sort: string,
): SortedPosition | undefined {
  if (position === undefined) return undefined
  if (!('sort' in position) || position.sort !== sort) throw cursorInvalid()
  return position
}

/** The same for a list by usefulness. */
export function usefulPosition(position: Position | undefined): UsefulPosition | undefined {
  if (position !== undefined && !('until' in position)) throw cursorInvalid()
  return position
}

/** The cursor after a page of the trash: what went there before. */
export function trashCursor({ before }: NewestPosition): string {
  return encode({ v: 1, query: trashed, before })
}

/** Reads a cursor of `trashCursor`. Throws `PB_CURSOR_INVALID`. */
export function readTrashCursor(cursor: string | undefined): NewestPosition {
  if (cursor === undefined) return { before: Number.MAX_SAFE_INTEGER }
  const { before } = decode(trashed, cursor)
  if (!isCount(before)) throw cursorInvalid()
  return { before }
}

/** Stands for the one query that the trash has. */
const trashed = 'trash'

/** A list of shares goes on with those made before, by time and id. */
export interface SharePosition {
  /** Milliseconds since 1970. */
  readonly before: number
  readonly id: string
}

/** The cursor after a page of the shares of one prompt, by its id, or of all. */
export function shareCursor(prompt: string | undefined, position: SharePosition): string {
  return encode({ v: 1, query: sharesOf(prompt), ...position })
}

/** Reads a cursor of `shareCursor`. Throws `PB_CURSOR_INVALID`. */
export function readShareCursor(
  prompt: string | undefined,
  cursor: string | undefined,
): SharePosition {
  if (cursor === undefined) return { before: Number.MAX_SAFE_INTEGER, id: '' }
  const { before, id } = decode(sharesOf(prompt), cursor)
  if (!isCount(before) || !isText(id)) throw cursorInvalid()
  return { before, id }
}

const sharesOf = (prompt: string | undefined) => `shares ${prompt ?? ''}`

/** Ties a cursor to the query it came from, so that it cannot silently be used with another. */
function fingerprint({ q, tag, folder, label, uses, favourite, sort }: ListQuery): string {
  const texts = [q, tag, folder, label, uses].map((text) => text ?? '')
  const query = JSON.stringify([...texts, favourite ?? null, sort ?? null])
  return createHash('sha256').update(query).digest('base64url').slice(0, 8)
}

function encode(fields: object): string {
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}

function decode(query: string, cursor: string): Record<string, unknown> {
  const fields = cursor.length > maxLength ? undefined : parse(cursor)
  if (fields?.['v'] !== 1 || fields['query'] !== query) throw cursorInvalid()
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

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxText
}

function isKey(value: unknown): value is string | number {
  return isText(value) || isCount(value)
}
