/** The marks that FTS5's tokenizer takes off the letters before them; all others end a token. */
const ownMarks = '\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331'

/** A token: letters, digits and private use, and the marks of theirs that count for nothing. */
export const tokenPattern = `[\\p{L}\\p{N}\\p{Co}][\\p{L}\\p{N}\\p{Co}${ownMarks}]*`

const isPlain = /^[a-z0-9]+$/
const isOwnMark = new RegExp(`^[${ownMarks}]$`, 'u')

/** Letters that are folded otherwise than by taking case and accent off. */
const others: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ İ: 'i', ſ: 's', ẛ: 's', Ǡ: 'ǡ', ǡ: 'ǡ', µ: 'μ', ς: 'σ', ϐ: 'β', ϵ: 'ε' }),
  ...Object.entries({ ϑ: 'θ', ϰ: 'κ', ϖ: 'π', ϱ: 'ρ', ϕ: 'φ', '\u1fbe': 'ι' }),
])

/** Folding a letter takes longer than looking it up; no text has many different ones. */
const folded = new Map<string, string>()

/**
 * A token as `unicode61 remove_diacritics 2` of FTS5 folds it, so that both databases find the same:
 * without case, Latin letters without accents. Letters which are younger than Unicode 6.1, of 2012,
 * have a case only here; FTS5 does not know them.
 */
export function foldToken(token: string): string {
  if (isPlain.test(token)) return token
  let text = ''
  for (const letter of token) {
    const known = folded.get(letter) ?? foldLetter(letter)
    folded.set(letter, known)
    text += known
  }
  return text
}

function foldLetter(letter: string): string {
  const other = others.get(letter)
  if (other !== undefined) return other
  if (isOwnMark.test(letter)) return ''
  const lower = letter.toLowerCase()
  const [base = lower, ...accents] = lower.normalize('NFD')
  const plain = accents.length > 0 && /[a-z]/.test(base) ? base : lower
  return others.get(plain) ?? plain
}
