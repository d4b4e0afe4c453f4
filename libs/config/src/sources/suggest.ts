import { closestMatch } from 'leven'

/** So many of its letters may be wrong for a name still to be recognised. */
const TOLERATED_PART = 0.4

/**
 * " Did you mean …?" if something known is spelt much like it, else nothing. Of a prefix that all have
 * in common it is not judged how alike they are.
 */
export function suggest(unknown: string, known: readonly string[], prefix = ''): string {
  const own = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
  const maxDistance = Math.ceil(own(unknown).length * TOLERATED_PART)
  const match = closestMatch(own(unknown), known.map(own), { maxDistance })
  return match === undefined ? '' : ` Did you mean ${prefix}${match}?`
}
