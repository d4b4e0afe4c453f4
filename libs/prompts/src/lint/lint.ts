import { type Static, Type } from 'typebox'
import type { Message } from '../prompt/message.ts'
import type { Variable } from '../prompt/variable.ts'
import type { Included } from '../rendering/composition.ts'

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
  /** Message and part counted from 0, `from` and `to` in UTF-16 units of the part's text. */
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

/** What to look over: a version, or a draft with its fields decided. */
export interface LintInput {
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
}

/** What is known of the prompts that are included. */
export interface LintOptions {
  /** References in the text that stand for nothing, and so stay as written. */
  readonly unresolved?: readonly string[]
  /** What the other references stand for. */
  readonly included?: readonly Included[]
}

/** Looks a prompt over; at most 100 findings, in the order of the text. */
export function lint(_input: LintInput, _options: LintOptions = {}): readonly Lint[] {
  return []
}
