import { closestMatch } from 'leven'

/** So many of its letters may be wrong for a name still to be recognised. */
const TOLERATED_PART = 0.4

/** " Did you mean …?" if something known is spelt much like it, else nothing. */
export function suggest(unknown: string, known: readonly string[]): string {
  const maxDistance = Math.ceil(unknown.length * TOLERATED_PART)
  const match = closestMatch(unknown, known, { maxDistance })
  return match === undefined ? '' : ` Did you mean ${match}?`
}
