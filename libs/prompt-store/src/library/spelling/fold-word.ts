/** Letters, marks and digits, as the search takes words apart. */
const word = /[\p{L}\p{M}\p{N}]+/gu

/** A letter with the marks that the index's tokenizer takes off it; it leaves those of other writings. */
const accented = /([a-z])[\u0300-\u036f]+/gi

/** Shorter words have too many near ones to mean any of them; longer ones are no words. */
const [minLength, maxLength] = [3, 32]

/** What has more digits is a number of something, near to which there is only something else. */
const maxDigits = 4

/** Nearly all words are plain, and need no closer look. */
const plain = /^[a-z]{3,32}$/

/** From one text so many different words are kept; a text with more of them is no language. */
const maxWords = 10_000

/** A text without case and accents, as words are compared. */
export function foldWords(text: string): string {
  return text.normalize('NFD').replace(accented, '$1').normalize('NFC').toLowerCase()
}

/** Whether a folded word is one that somebody may misspell. */
export function isSpelt(folded: string): boolean {
  if (plain.test(folded)) return true
  const length = [...folded].length
  if (length < minLength || length > maxLength || !/\p{L}/u.test(folded)) return false
  return (folded.match(/\p{N}/gu)?.length ?? 0) <= maxDigits
}

/** The words of a text that somebody may misspell, folded, each once, the first 10,000. */
export function speltWords(text: string): readonly string[] {
  const words = new Set(foldWords(text).match(word))
  return [...words].filter(isSpelt).slice(0, maxWords)
}
