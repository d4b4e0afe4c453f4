import { type Static, Type } from 'typebox'

/**
 * The shapes of a prompt, shared by the store, the REST API, its client and the MCP gateway.
 * They are TypeBox schemas, so the border that receives one can validate it. A `description` says
 * what fits, in words that go on "must be …": whoever is refused reads them instead of a pattern.
 */

/** A prompt's name: a slug, the same everywhere a prompt is spoken of. */
export const PromptName = Type.String({
  description: 'lower-case letters and digits, words joined by "-"',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  minLength: 1,
  maxLength: 64,
})

/** Who speaks in a message. A role is data; text can never change it. */
export const Role = Type.Enum(['system', 'user', 'assistant'], {
  description: 'system, user or assistant',
})
export type Role = Static<typeof Role>

/** One message of a prompt, with its text as it was written. */
export const Message = Type.Object(
  { role: Role, text: Type.String({ maxLength: 524_288 }) },
  { additionalProperties: false },
)
export type Message = Static<typeof Message>

/** A declared variable: only declared names are replaced when a prompt is rendered. */
export const Variable = Type.Object(
  {
    name: Type.String({
      description: 'letters, digits and "_", not beginning with a digit',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      minLength: 1,
      maxLength: 64,
    }),
    description: Type.Optional(Type.String({ maxLength: 1_000 })),
    required: Type.Optional(Type.Boolean()),
    default: Type.Optional(Type.String({ maxLength: 65_536 })),
  },
  { additionalProperties: false },
)
export type Variable = Static<typeof Variable>

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

const written = {
  messages: Type.Array(Message, { minItems: 1, maxItems: 100 }),
  variables: Type.Array(Variable, { maxItems: 200 }),
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
    messages: Type.Optional(written.messages),
    variables: Type.Optional(written.variables),
    message: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type PromptDraft = Static<typeof PromptDraft>

/** What may change; whatever is left out stays. New text or variables make a new version. */
export const PromptChange = Type.Partial(Type.Omit(PromptDraft, ['name']), {
  additionalProperties: false,
})
export type PromptChange = Static<typeof PromptChange>

/** What a list shows of a prompt: everything but its text. */
export const PromptSummary = Type.Object({
  id: Type.String(),
  name: PromptName,
  title: Type.String(),
  description: Type.String(),
  folder: Type.String(),
  tags: Type.Array(Type.String()),
  variables: written.variables,
  /** The number of the newest version, counted from 1. */
  latest: Type.Integer({ minimum: 1 }),
  /** The library's generation at this prompt's last change; its ETag. */
  generation: Type.Integer({ minimum: 1 }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  /** Where a search matched, in plain text, matches between U+0002 and U+0003. */
  snippet: Type.Optional(Type.String()),
})
export type PromptSummary = Static<typeof PromptSummary>

/** An immutable state of a prompt's text. */
export const Version = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  /** SHA-256, in hex, of messages and variables in canonical JSON. */
  sha256: Type.String(),
  messages: written.messages,
  variables: written.variables,
  /** Why it was saved, in the author's words. */
  message: Type.String(),
  author: Type.String(),
  /** The program the author used: `browser`, `import`, the name of an AI client. */
  client: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
})
export type Version = Static<typeof Version>

/** A prompt with the version that was asked for. */
export const Prompt = Type.Intersect([
  Type.Omit(PromptSummary, ['snippet']),
  Type.Object({ version: Version }),
])
export type Prompt = Static<typeof Prompt>

/** What rendering gives: messages ready for a model, and exactly what they came from. */
export const Rendering = Type.Object({
  messages: Type.Array(Message),
  /** All messages as one text, for clients that take only text. */
  text: Type.String(),
  name: PromptName,
  version: Type.Integer(),
  /** The label that chose the version; `latest` moves with every save. */
  label: Type.Union([Type.String(), Type.Null()]),
  sha256: Type.String(),
  /** Declared required variables that got no value; their places stay as written. */
  missing: Type.Array(Type.String()),
})
export type Rendering = Static<typeof Rendering>
