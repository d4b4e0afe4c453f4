import { beginningsOf, lexemes, quoted } from './lexemes.ts'
import { wordsOf } from './text/tokens.ts'

/** What of a prompt can be searched. */
export interface SearchDocument {
  readonly title: string
  readonly name: string
  /** As it is kept, in JSON. */
  readonly tags: string
  readonly description: string
  readonly text: string
  /** As of `marksOf`. */
  readonly marks: string
}

/** By which weight a word of each field is known to `ts_rank`; the heaviest first. */
const weights = [
  ['title', 'A'],
  ['name', 'B'],
  ['tags', 'B'],
  ['description', 'C'],
  ['text', 'D'],
] as const

/** A word that comes more often counts no more: the ninth would add hardly a hundredth. */
const maxCounted = 8

/** PostgreSQL keeps 1,048,575 bytes; words of a text beyond that are not found. */
const maxBytes = 1_000_000

/** What a lexeme takes beside its letters and for each time that it is counted, at most, in bytes. */
const [bytesOfLexeme, bytesOfPosition] = [8, 2]

/**
 * The tsvector of a prompt, as PostgreSQL writes it: its marks and its words, each as often as it
 * comes; the index adds their beginnings, for which there must be room. Places in the text are not kept, only how often and in which field:
 * snippets and phrases are not read from it.
 */
export function documentVector(document: SearchDocument): string {
  const vector = new Vector()
  for (const mark of document.marks.split(' ')) if (mark !== '') vector.add(lexemes.mark(mark))
  for (const [field, weight] of weights) {
    for (const tokens of wordsOf(document[field])) {
      for (const token of tokens) vector.count(token, weight)
      for (const [index, token] of tokens.slice(1).entries()) {
        vector.add(lexemes.pair(tokens[index] ?? '', token))
      }
    }
  }
  return vector.text
}

class Vector {
  readonly #counts = new Map<string, string[]>()
  readonly #beginnings = new Set<string>()
  #bytes = 0

  get text(): string {
    return Array.from(this.#counts, ([lexeme, counted]) => {
      const positions = counted.map((weight, index) => `${index + 1}${weight}`)
      return positions.length === 0 ? quoted(lexeme) : `${quoted(lexeme)}:${positions.join(',')}`
    }).join(' ')
  }

  /** Counts a word once more. */
  count(word: string, weight: string): void {
    if (!this.#counts.has(word)) this.#makeRoom(beginningsOf(word))
    const counted = this.add(word)
    if (counted === undefined || counted.length >= maxCounted) return
    counted.push(weight)
    this.#bytes += bytesOfPosition
  }

  #makeRoom(beginnings: readonly string[]): void {
    for (const beginning of beginnings) {
      if (this.#beginnings.has(beginning)) continue
      this.#beginnings.add(beginning)
      this.#bytes += Buffer.byteLength(beginning) + bytesOfLexeme
    }
  }

  /** Returns how often and where it was counted, or nothing if there is no room left. */
  add(lexeme: string): string[] | undefined {
    const known = this.#counts.get(lexeme)
    if (known !== undefined) return known
    const bytes = Buffer.byteLength(lexeme) + bytesOfLexeme
    if (this.#bytes + bytes > maxBytes) return undefined
    this.#bytes += bytes
    const counted: string[] = []
    this.#counts.set(lexeme, counted)
    return counted
  }
}
