import { type Static, Type } from 'typebox'
import { defaultLabel, LabelMove } from './label.ts'
import { Prompt } from './prompt.ts'
import { Version } from './version.ts'

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

/** The version that clients get by default: that of the label `production`, else the newest. */
export function defaultVersionOf({ labels, versions }: PromptRecord): VersionRecord | undefined {
  const labelled = labels.find(({ name }) => name === defaultLabel)?.version
  return versions.find(({ n }) => n === labelled) ?? versions.at(-1)
}
