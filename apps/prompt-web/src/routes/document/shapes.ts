import {
  eventTypes,
  Lint,
  PromptName,
  PromptSummary,
  Rendering,
  Variable,
  Version,
} from '@promptbin/prompts'
import { type TSchema, Type } from 'typebox'

/** The shapes of answers that no library has as a schema: the store knows them as types only. */

const DateTime = Type.String({ format: 'date-time' })
const Count = Type.Integer({ minimum: 0 })

/** A failure (RFC 9457). */
export const Problem = Type.Object({
  type: Type.Literal('about:blank'),
  title: Type.String({ description: 'What the status means.' }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String({ description: 'What went wrong, for people.' }),
  code: Type.String({
    description: 'What went wrong, for programs; never renamed.',
    pattern: '^PB_[A-Z0-9_]+$',
  }),
  hint: Type.String({ description: 'What to do about it.' }),
  class: Type.Enum(['user', 'transient', 'permanent', 'internal'], {
    description: 'Whose turn it is: yours, nobody’s, whoever runs PromptBin, or its developers.',
  }),
  retry: Type.Enum(['never', 'same-request', 'after-a-while', 'after-a-look', 'after-repair'], {
    description: 'Whether and when the same request can be sent again.',
  }),
  requestId: Type.String({ description: 'Under this id the log has the request.' }),
  traceId: Type.String({ description: 'Under this one a tracing system, as W3C has it.' }),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'A JSON Pointer (RFC 6901) to the refused field.' }),
        message: Type.String(),
      }),
      { description: 'The refused fields of the body, the query, the address or the headers.' },
    ),
  ),
})

export const VersionSummary = Type.Omit(Version, ['messages', 'variables', 'modelConfig'])

export const TrashedPrompt = Type.Intersect([
  Type.Pick(PromptSummary, ['id', 'name', 'title', 'folder', 'tags', 'latest']),
  Type.Object({ trashedAt: DateTime, expiresAt: DateTime }),
])

/** A prompt that includes another one, and how. */
export const Use = Type.Object({
  name: PromptName,
  title: Type.String(),
  reference: Type.String(),
})

/** A link that shows one prompt; without what opens it. */
export const Share = Type.Object({
  id: Type.String(),
  prompt: PromptName,
  title: Type.String(),
  version: Type.Union([Version.properties.n, Type.Null()], {
    description: 'The version that it always shows.',
  }),
  label: Type.Union([Type.String(), Type.Null()], {
    description:
      'The label whose version it shows; with neither, what a caller gets who asks for none.',
  }),
  createdAt: DateTime,
  createdBy: Type.String(),
  expiresAt: Type.Union([DateTime, Type.Null()]),
  views: Count,
  lastViewedAt: Type.Union([DateTime, Type.Null()]),
})

/** The same when it was just made: the link is told once. */
/** A link that was opened, as it stands now. */
export const ShareOpening = Type.Object({
  opening: Type.Integer({ minimum: 1, description: 'Counts the openings of all links.' }),
  share: Type.String(),
  prompt: Type.String({ description: 'The id of the prompt.' }),
  name: PromptName,
  views: Count,
  at: DateTime,
})

export const CreatedShare = Type.Object({
  ...Share.properties,
  url: Type.String({ format: 'uri', description: 'The link; it is shown only now.' }),
  notice: Type.Union([Type.String(), Type.Null()], {
    description: 'Why the link does not open yet, and what to do.',
  }),
})

/** A folder or a tag. */
export const Group = Type.Object({ name: Type.String(), prompts: Count })

export const Statistics = Type.Object({
  prompts: Count,
  versions: Count,
  trashed: Count,
  generation: Count,
})

export const BatchResult = Type.Object({ name: Type.String(), changed: Type.Boolean() })

export const Preview = Type.Object({
  rendering: Rendering,
  /** What can be filled in: its own variables and those of all that it includes. */
  variables: Type.Array(Variable),
  lint: Type.Array(Lint),
})

export const LibraryEvent = Type.Union([
  Type.Object({
    type: Type.Enum([...eventTypes]),
    generation: Count,
    id: Type.String(),
    name: Type.String(),
    label: Type.Union([Type.String(), Type.Null()]),
    version: Type.Union([Count, Type.Null()]),
    folder: Type.Union([Type.String(), Type.Null()]),
    formerFolder: Type.Union([Type.String(), Type.Null()]),
    at: DateTime,
  }),
  Type.Object({ type: Type.Literal('reset'), generation: Count }),
])

const place = {
  line: Type.Optional(Type.Integer({ minimum: 1 })),
  file: Type.Optional(Type.String()),
}
const counts = { created: Count, updated: Count, skipped: Count, failed: Count }
const text = Type.String()

/** One line of the answer to an import. */
export const ImportEvent = Type.Union([
  Type.Object({
    type: Type.Literal('row'),
    outcome: Type.Enum(['created', 'updated', 'skipped']),
    name: PromptName,
    notes: Type.Array(text),
    ...place,
  }),
  Type.Object({
    type: Type.Literal('row'),
    outcome: Type.Literal('failed'),
    code: text,
    detail: text,
    ...place,
  }),
  Type.Object({ type: Type.Literal('note'), note: text, ...place }),
  Type.Object({ type: Type.Literal('progress'), bytes: Count }),
  Type.Object({ type: Type.Literal('result'), ...counts }),
  Type.Object({ type: Type.Literal('error'), code: text, detail: text, hint: text, ...counts }),
])

/** The schema of a list that has no pages. */
export function listOf<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item) })
}
