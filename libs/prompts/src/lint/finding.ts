import { type Static, Type } from 'typebox'

/** Something in a prompt that a person should look at. It never keeps a prompt from being saved. */
export const Lint = Type.Object({
  /** What kind of finding it is; stable. */
  code: Type.Enum([
    'undeclared-name',
    'different-case',
    'unused-variable',
    'required-with-default',
    'broken-include',
    'empty-message',
    'invisible-character',
    'secret',
  ]),
  severity: Type.Enum(['error', 'warning', 'info']),
  /** What is the matter, and what to do about it. Neither repeats a secret. */
  message: Type.String(),
  hint: Type.String(),
  /**
   * Message and part counted from 0, `from` and `to` in UTF-16 units of the part's text, or of the
   * text that its resource embeds; `null` if it is not in a message.
   */
  at: Type.Union([
    Type.Object({
      message: Type.Integer({ minimum: 0 }),
      part: Type.Integer({ minimum: 0 }),
      from: Type.Integer({ minimum: 0 }),
      to: Type.Integer({ minimum: 0 }),
    }),
    Type.Null(),
  ]),
  /** The variable that is meant. */
  variable: Type.Optional(Type.String()),
})
export type Lint = Static<typeof Lint>

/** A place in a text that was looked over. */
export type LintPlace = NonNullable<Lint['at']>

/** More findings than a person reads are not told; a text can have a hundred thousand. */
export const maxFindings = 100

/** How often the same is told. */
const maxTold = 5

/** Counts what is told, and answers whether something was told often enough. */
export function createTold(): (what: string) => boolean {
  const told = new Map<string, number>()
  return (what) => {
    const count = told.get(what) ?? 0
    told.set(what, count + 1)
    return count >= maxTold
  }
}
