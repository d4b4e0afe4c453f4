import { LabelName } from '@promptbin/prompts'
import { Type } from 'typebox'

/** The path of every route of one prompt. */
export const promptPath = '/api/v1/prompts/:name'

/** The address of a prompt. */
export function addressOf(name: string): string {
  return `/api/v1/prompts/${encodeURIComponent(name)}`
}

/**
 * Which prompt is meant. Any text is accepted here, so that a name which no prompt can have is
 * answered like every other unknown one.
 */
export const NamedPrompt = Type.Object({
  name: Type.String({ description: 'The name of a prompt, an old name of it, or its id.' }),
})

/** The number of a version; the bound is far beyond any history and safe in every store. */
export const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** Which version is meant, in a query or in a body; never both. */
export const selector = {
  version: Type.Optional(VersionNumber),
  label: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
}

/** A label of a prompt in an address. */
export const NamedLabel = Type.Object({ ...NamedPrompt.properties, label: LabelName })

/** Where a page of a list begins, and how long it is. */
export const paging = {
  cursor: Type.Optional(
    Type.String({
      description: 'the nextCursor of the page before, of the same query',
      minLength: 1,
      maxLength: 16_384,
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
}

/** Text of one line or more that every store and every client keeps as it is. */
export function text(maxLength: number) {
  return Type.String({
    description: 'text without NUL and without half of a surrogate pair',
    pattern: '^[^\\u0000\\ud800-\\udfff]*$',
    maxLength,
  })
}

/** Names of fields that a body or a query may have, and no others. */
export const closed = { additionalProperties: false } as const

/** What a change is based on. */
export const ifMatchHeader = {
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the state that the change is based on, or *.' }),
  ),
}
