/**
 * How a list is ordered; a search by words is ordered by `relevance` unless told otherwise. `useful`
 * means favourites first, then what was used last, then the youngest; `updated` goes by the time
 * that lists show, which a star or a label does not change.
 */
export const sorts = ['relevance', 'updated', 'created', 'used', 'title', 'useful'] as const
export type Sort = (typeof sorts)[number]

/** Which prompts to list: by rank with words in `q`, else the newest change first. */
export interface PromptQuery {
  /**
   * Words that must all occur in a prompt, the last one perhaps only begun, and operators:
   * `tag:` `folder:` `label:` `uses:` `is:favourite`, a value with blanks in quotes. Nothing else
   * has a meaning: whatever is neither letter nor digit separates words.
   */
  readonly q?: string
  readonly tag?: string
  /** This folder and all folders below it. */
  readonly folder?: string
  /** Prompts on which this label stands. */
  readonly label?: string
  /** Prompts of which the newest or a labelled version includes this one. */
  readonly uses?: string
  readonly favourite?: boolean
  readonly sort?: Sort
  /** Where the page before ended, as that page's `nextCursor` said; only for the same query. */
  readonly cursor?: string
  /** 1 to 100, 50 if it is left out. */
  readonly limit?: number
}

/**
 * Which version of a prompt is meant: one of the two. With neither the one default rule holds, in
 * every face of PromptBin: the label `production` if it is set, else `latest`.
 */
export interface Selector {
  readonly version?: number
  readonly label?: string
}

/** A selector, and the values for the prompt's variables. */
export interface RenderRequest extends Selector {
  readonly arguments?: Readonly<Record<string, unknown>>
}
