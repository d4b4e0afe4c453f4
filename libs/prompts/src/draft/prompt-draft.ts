import { type Static, Type } from 'typebox'
import { Messages } from '../prompt/message.ts'
import { PromptName } from '../prompt/prompt.ts'
import { Variables } from '../prompt/variable.ts'
import { ModelConfig } from '../prompt/version.ts'

const about = {
  title: Type.String({
    description: 'text that is not blank',
    minLength: 1,
    maxLength: 200,
    pattern: '\\S',
  }),
  description: Type.String({ maxLength: 2_000 }),
  folder: Type.String({
    description: 'folder names joined by "/"',
    maxLength: 200,
    pattern: '^([^/\\s]([^/]*[^/\\s])?(/[^/\\s]([^/]*[^/\\s])?)*)?$',
  }),
  tags: Type.Array(
    Type.String({
      description: 'text without a blank at either end',
      minLength: 1,
      maxLength: 50,
      pattern: '^\\S(.*\\S)?$',
    }),
    {
      maxItems: 50,
      uniqueItems: true,
    },
  ),
}

/** What a person or an import writes to make a prompt; `content` stands for one user message. */
export const PromptDraft = Type.Object(
  {
    name: Type.Optional(PromptName),
    title: about.title,
    description: Type.Optional(about.description),
    folder: Type.Optional(about.folder),
    tags: Type.Optional(about.tags),
    content: Type.Optional(Type.String({ maxLength: 524_288 })),
    messages: Type.Optional(Messages),
    variables: Type.Optional(Variables),
    modelConfig: Type.Optional(ModelConfig),
    favourite: Type.Optional(Type.Boolean()),
    message: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type PromptDraft = Static<typeof PromptDraft>

/**
 * What may change; whatever is left out stays. New text, variables or model settings make a new
 * version; after a new name the old one keeps resolving.
 */
export const PromptChange = Type.Partial(PromptDraft, {
  additionalProperties: false,
})
export type PromptChange = Static<typeof PromptChange>
