import { type Static, Type } from 'typebox'
import { Image, Resource, Role } from '../prompt/message.ts'
import { PromptName } from '../prompt/prompt.ts'
import { ModelConfig } from '../prompt/version.ts'

/** A message as a model gets it: values may have made its text longer than a prompt's may be. */
const RenderedMessage = Type.Object({
  role: Role,
  text: Type.Optional(Type.String()),
  parts: Type.Optional(
    Type.Array(
      Type.Object({
        text: Type.Optional(Type.String()),
        image: Type.Optional(Image),
        resource: Type.Optional(Resource),
      }),
    ),
  ),
})

/** What rendering gives: messages ready for a model, and exactly what they came from. */
export const Rendering = Type.Object({
  messages: Type.Array(RenderedMessage),
  /** All messages as one text, for clients that take only text. */
  text: Type.String(),
  name: PromptName,
  version: Type.Integer(),
  /** The label that chose the version; `latest` moves with every save. */
  label: Type.Union([Type.String(), Type.Null()]),
  sha256: Type.String(),
  modelConfig: ModelConfig,
  /** Every prompt that was included, directly or not, each version once. */
  includes: Type.Array(
    Type.Object({ name: PromptName, version: Type.Integer(), sha256: Type.String() }),
  ),
  /** Required variables that got no value; their places stay as written. */
  missing: Type.Array(Type.String()),
  /** What was given and cannot be used, each with what would be right; its place stays as written. */
  invalid: Type.Array(Type.Object({ name: Type.String(), message: Type.String() })),
})
export type Rendering = Static<typeof Rendering>
