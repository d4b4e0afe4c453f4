import type { Vocabulary } from '../../library/search/vocabulary.ts'
import type { Sql } from '../../library/sql.ts'

/** So many words come with one answer. */
const wordsAtOnce = 20_000

/** No language has as many; those behind them in the order are not looked at. */
const maxWords = 500_000

/**
 * The words of the library, read as far as they are asked for: to ask for one after the other would
 * take thousands of ways to the server. It is of use within one transaction.
 */
export class PostgresVocabulary implements Vocabulary {
  readonly #sql: Sql
  readonly #words: string[] = []
  #isComplete = false

  constructor(sql: Sql) {
    this.#sql = sql
  }

  from(text: string): string | undefined {
    while (!this.#isComplete && isBefore(this.#words.at(-1) ?? '', text)) this.#readMore()
    if (this.#words.length === 0) this.#readMore()
    let [from, to] = [0, this.#words.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (isBefore(this.#words[middle] ?? '', text)) from = middle + 1
      else to = middle
    }
    return this.#words[from]
  }

  ending(tail: string, end: string, limit: number): readonly string[] {
    const rows = this.#sql.all`
      SELECT word FROM word
       WHERE substr(word, 5) >= ${tail} AND substr(word, 5) < ${end} AND length(word) > 4
       ORDER BY substr(word, 5), word
       LIMIT ${limit}`
    return rows.map(({ word }) => String(word))
  }

  /** In one text, as rows of one word each take several times as long. */
  #readMore(): void {
    const row = this.#sql.get`
      SELECT string_agg(word, ' ' ORDER BY word) AS words
        FROM (SELECT word FROM word WHERE word > ${this.#words.at(-1) ?? ''}
               ORDER BY word LIMIT ${wordsAtOnce}) AS slice`
    const words = row?.['words'] ? String(row['words']).split(' ') : []
    for (const word of words) this.#words.push(word)
    this.#isComplete = words.length < wordsAtOnce || this.#words.length >= maxWords
  }
}

/** Whether a word comes before another in the order of code points, as the server has them. */
function isBefore(a: string, b: string): boolean {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (one !== other) return placeOf(one) < placeOf(other)
  }
  return a.length < b.length
}

/** Halves of astral characters come behind all others, though their numbers are lower than some. */
function placeOf(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
