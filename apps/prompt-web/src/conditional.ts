import { entityTagInvalid, ifMatchRequired } from './errors.ts'

/** Conditional requests over a prompt's generation (RFC 9110 section 13). */

interface EntityTag {
  readonly weak: boolean
  readonly value: string
}

/** One member of an entity tag list with what separates it from the next (RFC 9110 8.8.3, 5.6.1). */
const member = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)")?[ \t]*(?:,|$)/y

/** No prompt ever has this generation, so expecting it always fails as stale. */
const neverCurrent = 0

/** Parses an entity tag list; `undefined` if it is not one. */
function parseEntityTags(header: string): '*' | readonly EntityTag[] | undefined {
  if (header.trim() === '*') return '*'
  const tags: EntityTag[] = []
  for (let at = 0; at < header.length; at = member.lastIndex) {
    member.lastIndex = at
    const match = member.exec(header)
    if (!match) return undefined
    if (match[2] !== undefined) tags.push({ weak: match[1] !== undefined, value: match[2] })
  }
  return tags.length > 0 ? tags : undefined
}

/** The strong entity tag of a prompt in the state that `generation` numbers. */
export function entityTag(generation: number): string {
  return `"${generation}"`
}

/**
 * Whether a reader already has this state, so that `304 Not Modified` is the whole answer. Tags
 * are compared weakly; a header that cannot be read is ignored (RFC 9110 13.1.2).
 */
export function isNotModified(ifNoneMatch: string | undefined, generation: number): boolean {
  if (ifNoneMatch === undefined) return false
  const tags = parseEntityTags(ifNoneMatch)
  return tags === '*' || (tags?.some(({ value }) => value === String(generation)) ?? false)
}

/**
 * The generation that a writer expects, for the store to compare in the same transaction as the
 * change; `undefined` if any state will do. Tags are compared strongly, so a weak one is always
 * stale (RFC 9110 13.1.1). `current` is asked only when several states are acceptable.
 * Throws `PB_ENTITY_TAG_INVALID`.
 */
export async function expectedGeneration(
  ifMatch: string | undefined,
  current: () => Promise<number>,
): Promise<number | undefined> {
  if (ifMatch === undefined) return undefined
  const tags = parseEntityTags(ifMatch)
  if (tags === undefined) throw entityTagInvalid()
  if (tags === '*') return undefined
  const acceptable = tags
    .filter(({ weak, value }) => !weak && /^[1-9]\d{0,15}$/.test(value))
    .map(({ value }) => Number(value))
  if (acceptable.length <= 1) return acceptable[0] ?? neverCurrent
  const generation = await current()
  return acceptable.includes(generation) ? generation : neverCurrent
}

/** The header a change must carry. Throws `PB_IF_MATCH_REQUIRED` (RFC 6585 section 3). */
export function requireIfMatch(ifMatch: string | undefined): string {
  if (ifMatch === undefined) throw ifMatchRequired()
  return ifMatch
}
