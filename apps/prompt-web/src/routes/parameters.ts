import { Type } from 'typebox'

/** The path of every route of one prompt. */
export const promptPath = '/api/v1/prompts/:name'

/**
 * Which prompt is meant. Any text is accepted here, so that a name which no prompt can have is
 * answered like every other unknown one.
 */
export const NamedPrompt = Type.Object({ name: Type.String() })

/** The number of a version; the bound is far beyond any history and safe in every store. */
export const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** Which version is meant, in a query or in a body; never both. */
export const selector = {
  version: Type.Optional(VersionNumber),
  label: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
}
