/**
 * How many items there are. Counting stops at 10,000, in a search by words at 1,000, and `exact` is
 * false if there are more.
 */
export interface Total {
  readonly value: number
  readonly exact: boolean
}

/** One page of a list, in the form that every list of PromptBin answers. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins; `null` on the last one. */
  readonly nextCursor: string | null
  readonly total: Total
}
