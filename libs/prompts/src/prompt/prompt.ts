import { type Static, Type } from 'typebox'
import { Label } from './label.ts'
import { Variable } from './variable.ts'
import { Version } from './version.ts'

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
  variables: Type.Array(Variable),
  /** The number of the newest version, counted from 1. */
  latest: Type.Integer({ minimum: 1 }),
  /** The version that is meant when none is named: that of `production`, else the newest. */
  defaultVersion: Type.Integer({ minimum: 1 }),
  labels: Type.Array(Label),
  /** Of the default version as it was written; see `contentBytesOf`. */
  contentBytes: Type.Integer({ minimum: 0 }),
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
