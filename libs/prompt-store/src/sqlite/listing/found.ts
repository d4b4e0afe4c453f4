import type { Total } from '@promptbin/prompts'
import type { Position } from '../../cursor.ts'

/** One page of what was found, its prompts named by their generations, in order. */
export interface Found {
  readonly generations: readonly number[]
  /** Where the next page begins, if there is one. */
  readonly next: Position | undefined
  readonly total: Total
}

/** Where the prompts of a list come from. */
export interface Source {
  /** The FTS5 expression that they match; without one they are all prompts. */
  readonly match: string | undefined
  /** An expression leaves them out itself. */
  readonly withoutFavourites: boolean
}
