import { type Static, Type } from 'typebox'

const LineNumber = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])

/** A line of a text, in pieces: what changed within the line and what did not. */
export const DiffLine = Type.Object({
  change: Type.Enum(['same', 'removed', 'added']),
  /** Its number in the older and in the newer text, counted from 1; `null` if it is not there. */
  from: LineNumber,
  to: LineNumber,
  /** Together the line, without its line break. */
  pieces: Type.Array(Type.Object({ text: Type.String(), changed: Type.Boolean() })),
})
export type DiffLine = Static<typeof DiffLine>

/** Changed lines that stand together, with up to three lines before and after that are the same. */
export const DiffHunk = Type.Object({ lines: Type.Array(DiffLine) })
export type DiffHunk = Static<typeof DiffHunk>

/** How one text became another. */
export const TextDiff = Type.Object({
  hunks: Type.Array(DiffHunk),
  /** Too much differs to say what: the hunks show how both texts begin. */
  replaced: Type.Boolean(),
  /** How many lines changed but are not shown: 500 of one block are, and 4,000 of one diff. */
  omitted: Type.Integer({ minimum: 0 }),
})
export type TextDiff = Static<typeof TextDiff>
