import { type Static, Type } from 'typebox'
import { Role } from '../prompt/message.ts'
import { TextDiff } from '../text-diff/text-diff.ts'

const Change = Type.Enum(['same', 'added', 'removed', 'changed'])
const Place = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])
const Text = Type.Union([Type.String(), Type.Null()])

/** How one part of a message changed. */
export const PartDiff = Type.Object({
  change: Change,
  kind: Type.Enum(['text', 'image', 'resource']),
  /** Where it stands in the older and in the newer message, counted from 0. */
  from: Place,
  to: Place,
  /** Of a text. */
  text: Type.Optional(TextDiff),
  /** What an image or a resource was and is, in a few words. */
  before: Type.Optional(Text),
  after: Type.Optional(Text),
})
export type PartDiff = Static<typeof PartDiff>

/** How one message changed. */
export const MessageDiff = Type.Object({
  change: Change,
  /** Where it stands in the older and in the newer version, counted from 0. */
  from: Place,
  to: Place,
  /** The role in the older and in the newer version. */
  roles: Type.Object({
    from: Type.Union([Role, Type.Null()]),
    to: Type.Union([Role, Type.Null()]),
  }),
  parts: Type.Array(PartDiff),
})
export type MessageDiff = Static<typeof MessageDiff>

/** How one variable changed: the fields that differ, as text; all that are set if it came or went. */
export const VariableDiff = Type.Object({
  name: Type.String(),
  change: Type.Enum(['added', 'removed', 'changed']),
  fields: Type.Array(Type.Object({ field: Type.String(), from: Text, to: Text })),
})
export type VariableDiff = Static<typeof VariableDiff>

/** What differs between two versions of a prompt. Only what a version keeps is compared. */
export const PromptDiff = Type.Object({
  /** Nothing differs. */
  same: Type.Boolean(),
  /** All messages, also those that are the same; of these only where they stand. */
  messages: Type.Array(MessageDiff),
  /** Only those that differ. */
  variables: Type.Array(VariableDiff),
  /** The same variables are declared in another order. */
  variablesReordered: Type.Boolean(),
  /** Of the model settings as JSON; `null` if they are the same. */
  modelConfig: Type.Union([TextDiff, Type.Null()]),
})
export type PromptDiff = Static<typeof PromptDiff>
