import { textOfAll } from '../prompt/message.ts'
import type { Version } from '../prompt/version.ts'
import { maxIncludeDepth, maxIncluded } from '../text/include.ts'
import { fillPlaces } from '../text/place.ts'
import type { Included } from './composition.ts'
import type { Rendering } from './rendering.ts'

/**
 * How many characters one rendering puts in places, a text that goes through several counted each
 * time. A long text with many places for one long value would otherwise grow without bound, and
 * already this much takes a service 20 ms to make and 20 ms to write.
 */
const maxInsertedLength = 2 * 1024 * 1024

const gone = 'stands for a prompt that is in the trash, or for a version or label that is gone'
const tooLong = 'is too long: no more than 2 MiB can be filled in'

/** What the text of an included prompt became, or why it has none. */
type Expanded = { readonly text: string } | { readonly fault: string }

/** Fills in the texts of one rendering; what it puts in is bounded over all of them. */
export interface Filler {
  /** The text of a prompt's version with its places filled: only what that version declares. */
  fill(
    text: string,
    version: Pick<Version, 'variables'>,
    included: readonly Included[],
  ): Generator<void, string>
  /** What was included so far, and what could not be put in its place. */
  told(): Pick<Rendering, 'includes' | 'invalid'>
}

/** The places of one text: whose values and whose texts belong in them. */
interface Scope {
  readonly declared: ReadonlySet<string>
  readonly included: ReadonlyMap<string, Included>
  readonly depth: number
}

function scopeOf(
  { variables }: Pick<Version, 'variables'>,
  included: readonly Included[],
  depth: number,
): Scope {
  return {
    declared: new Set(variables.map(({ name }) => name)),
    included: new Map(included.map((inner) => [inner.reference, inner])),
    depth,
  }
}

/** Makes a filler that puts these values in the places of their variables. */
export function createFiller(values: ReadonlyMap<string, string>): Filler {
  let room = maxInsertedLength
  const faults = new Map<string, string>()
  const expanded = new Map<string, Expanded>()
  const includes: Rendering['includes'] = []

  const insert = (written: string, name: string, text: string): string => {
    if (text.length > room) {
      faults.set(name, tooLong)
      return written
    }
    room -= text.length
    return text
  }

  function* expand(
    { name, version, isTooLong, included }: Included,
    depth: number,
  ): Generator<void, Expanded> {
    if (version === null) return { fault: gone }
    if (isTooLong) return { fault: tooLong }
    const key = `${name}@${version.n}`
    const known = expanded.get(key)
    if (known !== undefined) return known
    if (depth > maxIncludeDepth) return { fault: `is included more than ${maxIncludeDepth} deep` }
    if (expanded.size >= maxIncluded)
      return { fault: `is one of more than ${maxIncluded} includes` }
    // Whoever includes it again from within finds this, so that no circle is ever gone round.
    expanded.set(key, { fault: 'includes itself' })
    includes.push({ name, version: version.n, sha256: version.sha256 })
    const written = textOfAll(version.messages)
    yield
    const text = yield* fillIn(written, scopeOf(version, included, depth))
    expanded.set(key, { text })
    return { text }
  }

  function* fillInclude(
    written: string,
    reference: string,
    inner: Included,
    depth: number,
  ): Generator<void, string> {
    const result = yield* expand(inner, depth)
    if ('text' in result) return insert(written, `{{> ${reference}}}`, result.text)
    faults.set(`{{> ${reference}}}`, result.fault)
    return written
  }

  const fillValue = (written: string, name: string, scope: Scope): string => {
    const value = scope.declared.has(name) ? values.get(name) : undefined
    return value === undefined ? written : insert(written, name, value)
  }

  const fillIn = (text: string, scope: Scope): Generator<void, string> =>
    fillPlaces(text, (written, name, include) => {
      const inner = include === undefined ? undefined : scope.included.get(include)
      if (include !== undefined && inner !== undefined) {
        return fillInclude(written, include, inner, scope.depth + 1)
      }
      return name === undefined ? written : fillValue(written, name, scope)
    })

  return {
    fill: (text, version, included) => fillIn(text, scopeOf(version, included, 0)),
    told: () => ({
      includes,
      invalid: Array.from(faults, ([name, message]) => ({ name, message })),
    }),
  }
}
