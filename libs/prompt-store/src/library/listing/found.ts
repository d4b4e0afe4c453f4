import type { Total } from '@promptbin/prompts'
import type { Position } from '../../cursor.ts'
import type { Matching } from '../search/matching.ts'

/** One page of what was found, its prompts named by their generations, in order. */
export interface Found {
  readonly generations: readonly number[]
  /** Where the next page begins, if there is one. */
  readonly next: Position | undefined
  readonly total: Total
}

/** Where the prompts of a list come from. */
export interface Source {
  /** What they match; without it they are all prompts. */
  readonly matching: Matching | undefined
  /** For a list of all; what must match leaves them out itself. */
  readonly withoutFavourites: boolean
}
