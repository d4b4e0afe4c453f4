/** Beginnings of words up to so many letters are looked up, not searched for among all words. */
const longestBeginning = 5

/**
 * What stands in the index beside the words of a prompt. Each kind begins with a sign that no word
 * has, so that it is never taken for a word nor for the beginning of one.
 */
export const lexemes = {
  /** What no prompt has. */
  nothing: '!',
  /** What a list can be narrowed to, one of `marks`. */
  mark: (mark: string) => `=${mark}`,
  /** Two neighbouring tokens of one word. */
  pair: (first: string, second: string) => `~${first}~${second}`,
  /** The first letters of a word, as many as there are up to five. */
  beginning: (letters: string) => `^${letters}`,
}

/** The beginnings of a word that are kept in the index. */
export function beginningsOf(word: string): readonly string[] {
  const letters = [...word].slice(0, longestBeginning)
  return letters.map((_, index) => lexemes.beginning(letters.slice(0, index + 1).join('')))
}

/** What finds the words that begin with `letters`, as a term of a tsquery. */
export function beginningTerm(letters: string): string {
  return [...letters].length <= longestBeginning
    ? quoted(lexemes.beginning(letters))
    : `${quoted(letters)}:*`
}

/** A lexeme as it is written in a tsvector or a tsquery. */
export function quoted(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '$&$&')}'`
}
