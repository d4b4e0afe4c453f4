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

/** A picture, kept inside the prompt. SVG is left out: it can carry scripts. */
export const Image = Type.Object(
  {
    mimeType: Type.Enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp'], {
      description: 'image/png, image/jpeg, image/gif or image/webp',
    }),
    /** The bytes in base64 (RFC 4648 section 4). */
    data: Type.String({
      description: 'base64',
      minLength: 4,
      maxLength: 900_000,
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
    }),
  },
  { additionalProperties: false },
)
export type Image = Static<typeof Image>

/** Something that stands elsewhere: with `text` it is embedded, without it is a link. */
export const Resource = Type.Object(
  {
    uri: Type.String({
      description: 'an address with a scheme, such as "file:///notes.md"',
      minLength: 3,
      maxLength: 2_048,
      pattern: '^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$',
    }),
    mimeType: Type.Optional(Type.String({ maxLength: 100, pattern: '^[!-~]+/[!-~]+$' })),
    text: Type.Optional(Type.String({ maxLength: 524_288 })),
  },
  { additionalProperties: false },
)
export type Resource = Static<typeof Resource>

/** A piece of a message: exactly one of the three. Only in `text` are variables replaced. */
export const Part = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 524_288 })),
    image: Type.Optional(Image),
    resource: Type.Optional(Resource),
  },
  { additionalProperties: false },
)
export type Part = Static<typeof Part>

/** One message of a prompt: either `text` as it was written, or `parts`; `text` stands for one part of text. */
export const Message = Type.Object(
  {
    role: Role,
    text: Type.Optional(Type.String({ maxLength: 524_288 })),
    parts: Type.Optional(Type.Array(Part, { minItems: 1, maxItems: 50 })),
  },
  { additionalProperties: false },
)
export type Message = Static<typeof Message>

/** What a value is: one line, many lines, a number, yes or no, one of `options`, or several lines. */
export const VariableType = Type.Enum(['string', 'text', 'number', 'boolean', 'enum', 'list'], {
  description: 'string, text, number, boolean, enum or list',
})
export type VariableType = Static<typeof VariableType>

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
    /** `string` if it is left out. */
    type: Type.Optional(VariableType),
    required: Type.Optional(Type.Boolean()),
    /** As text, whatever the type, as it would be given. */
    default: Type.Optional(Type.String({ maxLength: 65_536 })),
    /** Shows a person what is meant; never used as a value. */
    example: Type.Optional(Type.String({ maxLength: 1_000 })),
    /** What an `enum` may be; only there, and needed there. */
    options: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
      }),
    ),
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

/** Settings for a model, kept with the version and never interpreted: at most 16 KiB of JSON. */
export const ModelConfig = Type.Record(Type.String(), Type.Unknown())
export type ModelConfig = Static<typeof ModelConfig>

const written = {
  messages: Type.Array(Message, { minItems: 1, maxItems: 100 }),
  variables: Type.Array(Variable, { maxItems: 200 }),
  modelConfig: ModelConfig,
}

/** A label's name: a movable pointer to a version. Digits alone would be read as a version. */
export const LabelName = Type.String({
  description: 'lower-case letters, digits and single ".", "_" or "-", with at least one letter',
  pattern: '^(?=.*[a-z])[a-z0-9]+([._-][a-z0-9]+)*$',
  minLength: 1,
  maxLength: 64,
})

/** Where a label stands. `latest` is not among a prompt's labels: it is always the newest version. */
export const Label = Type.Object({
  name: LabelName,
  version: Type.Integer({ minimum: 1 }),
  /** A protected label is not moved or removed until its protection is taken off. */
  protected: Type.Boolean(),
})
export type Label = Static<typeof Label>

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
    modelConfig: Type.Optional(written.modelConfig),
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

/** What a list shows of a prompt: everything but its text. */
export const PromptSummary = Type.Object({
  id: Type.String(),
  name: PromptName,
  title: Type.String(),
  description: Type.String(),
  folder: Type.String(),
  tags: Type.Array(Type.String()),
  favourite: Type.Boolean(),
  /** What can be filled in: the variables of the default version, and of all that it includes. */
  variables: written.variables,
  /** The number of the newest version, counted from 1. */
  latest: Type.Integer({ minimum: 1 }),
  /** The version that is meant when none is named: that of `production`, else the newest. */
  defaultVersion: Type.Integer({ minimum: 1 }),
  labels: Type.Array(Label),
  /** The library's generation at this prompt's last change; its ETag. */
  generation: Type.Integer({ minimum: 1 }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  /** When it was last rendered. */
  usedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Where a search matched, in plain text, matches between U+0002 and U+0003. */
  snippet: Type.Optional(Type.String()),
})
export type PromptSummary = Static<typeof PromptSummary>

/** An immutable state of a prompt's text. */
export const Version = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  /** SHA-256, in hex, of messages, variables and model settings in canonical JSON. */
  sha256: Type.String(),
  messages: written.messages,
  /** As they are declared here, without those of what is included. */
  variables: written.variables,
  modelConfig: written.modelConfig,
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
  Type.Object({
    /** Old names and imported ids, all of which still lead here. */
    aliases: Type.Array(Type.String()),
    version: Version,
  }),
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
  modelConfig: written.modelConfig,
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
