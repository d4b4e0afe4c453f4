/** Which prompts to list: by rank with `q`, else the newest change first. */
export interface PromptQuery {
  /**
   * Words that must all occur in a prompt, the last one perhaps only begun. It has no syntax:
   * whatever is neither letter nor digit separates words, and without a word nothing is found.
   */
  readonly q?: string
  readonly tag?: string
  /** This folder and all folders below it. */
  readonly folder?: string
  /** Where the page before ended, as that page's `nextCursor` said; only for the same query. */
  readonly cursor?: string
  /** 1 to 100, 50 if it is left out. */
  readonly limit?: number
}

/** Which version of a prompt is meant: one of the two, or neither for the default version. */
export interface Selector {
  readonly version?: number
  readonly label?: string
}

/** A selector, and the values for the prompt's variables. */
export interface RenderRequest extends Selector {
  readonly arguments?: Readonly<Record<string, unknown>>
}
