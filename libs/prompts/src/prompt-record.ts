import { type Static, Type } from 'typebox'
import { LabelName, Prompt, Version } from './prompt.ts'

/** One move of a label, kept for ever. `from` is `null` when it was set, `to` when it was removed. */
export const LabelMove = Type.Object({
  label: LabelName,
  from: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  to: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  author: Type.String(),
  client: Type.String(),
  /** Why, in the author's words. */
  reason: Type.String(),
  /** RFC 3339, in UTC. */
  at: Type.String({ format: 'date-time' }),
})
export type LabelMove = Static<typeof LabelMove>

/** A version with what its includes stand for: the reference as written, and the id of its prompt. */
export const VersionRecord = Type.Intersect([
  Version,
  Type.Object({
    includes: Type.Array(Type.Object({ reference: Type.String(), prompt: Type.String() })),
  }),
])
export type VersionRecord = Static<typeof VersionRecord>

/** Everything there is of one prompt: what an export writes and an import brings back unchanged. */
export const PromptRecord = Type.Intersect([
  Type.Pick(Prompt, [
    'id',
    'name',
    'title',
    'description',
    'folder',
    'tags',
    'favourite',
    'labels',
    'aliases',
    'createdAt',
    'updatedAt',
    'usedAt',
  ]),
  Type.Object({
    /** All of them, from 1 on. */
    versions: Type.Array(VersionRecord, { minItems: 1 }),
    /** The oldest move first. */
    labelMoves: Type.Array(LabelMove),
  }),
])
export type PromptRecord = Static<typeof PromptRecord>
