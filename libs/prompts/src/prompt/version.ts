import { type Static, Type } from 'typebox'
import { Messages } from './message.ts'
import { Variables } from './variable.ts'

/** Settings for a model, kept with the version and never interpreted: at most 16 KiB of JSON. */
export const ModelConfig = Type.Record(Type.String(), Type.Unknown())
export type ModelConfig = Static<typeof ModelConfig>

/** An immutable state of a prompt's text. */
export const Version = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  /** SHA-256, in hex, of messages, variables and model settings in canonical JSON. */
  sha256: Type.String(),
  messages: Messages,
  /** As they are declared here, without those of what is included. */
  variables: Variables,
  modelConfig: ModelConfig,
  /** Why it was saved, in the author's words. */
  message: Type.String(),
  author: Type.String(),
  /** The program the author used: `browser`, `import`, the name of an AI client. */
  client: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
})
export type Version = Static<typeof Version>
