import { type Static, type TSchema, Type } from 'typebox'

/**
 * How many items there are. Counting stops at 10,000, in a search by words at 1,000, and `exact` is
 * false if there are more.
 */
export const Total = Type.Object({ value: Type.Integer({ minimum: 0 }), exact: Type.Boolean() })
export type Total = Static<typeof Total>

/** One page of a list, in the form that every list of PromptBin answers. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins; `null` on the last one. */
  readonly nextCursor: string | null
  readonly total: Total
  /** The words that were looked for instead, if those of a search found nothing as they were written. */
  readonly corrected?: string
}

/** The schema of a page of such items. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
    total: Total,
    corrected: Type.Optional(Type.String()),
  })
}
