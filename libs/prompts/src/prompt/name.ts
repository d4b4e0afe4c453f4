// An entry of its own: whoever makes no names needs none of the tables of this library.
import { slugify } from 'transliteration'
import { namesExhausted } from '../errors.ts'

/** As long as a name may be, for prompts and for variables. */
const maxLength = 64

/** How many numbered forms of one name are tried before giving up. */
const maxAttempts = 100_000

/** A title without one letter or digit that could be written in ASCII. */
const nameless = 'prompt'

/** Cuts a slug to `maxLength`, between two words where that keeps at least half of it. */
function shorten(slug: string): string {
  if (slug.length <= maxLength) return slug
  const lastWordEnd = slug.lastIndexOf('-', maxLength)
  return slug.slice(0, lastWordEnd >= maxLength / 2 ? lastWordEnd : maxLength)
}

/** A prompt's name made from its title: "Brève idée" gives `breve-idee`. Always a valid name. */
export function deriveName(title: string): string {
  const slug = slugify(title.toWellFormed(), { allowedChars: 'a-zA-Z0-9', fixChineseSpacing: true })
  return shorten(slug) || nameless
}

/**
 * The first of `base`, `base-2`, `base-3`… that is not taken, never longer than a name may be.
 * Throws `PB_NAMES_EXHAUSTED` after 100,000 attempts.
 */
export function uniqueName(
  base: string,
  isTaken: (name: string) => boolean,
  separator: '-' | '_' = '-',
): string {
  if (!isTaken(base)) return base
  for (let number = 2; number <= maxAttempts; number++) {
    const ending = `${separator}${number}`
    const start = base.slice(0, maxLength - ending.length)
    const name = (start.endsWith(separator) ? start.slice(0, -1) : start) + ending
    if (!isTaken(name)) return name
  }
  throw namesExhausted(base)
}
