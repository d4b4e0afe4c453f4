/** The folded words of a library, in the order of code points. */
export interface Vocabulary {
  /** The first word that is not before `text`. */
  from(text: string): string | undefined
  /**
   * Words of which what follows their first four letters is not before `tail` and before `end`, in
   * that order, at most `limit`.
   */
  ending(tail: string, end: string, limit: number): readonly string[]
}
