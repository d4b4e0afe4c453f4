import { type Static, Type } from 'typebox'

/** A label's name: a movable pointer to a version. Digits alone would be read as a version. */
export const LabelName = Type.String({
  description: 'lower-case letters, digits and single ".", "_" or "-", with at least one letter',
  pattern: '^(?=.*[a-z])[a-z0-9]+([._-][a-z0-9]+)*$',
  minLength: 1,
  maxLength: 64,
})

/** The label that is always the newest version, and that nobody sets. */
export const latestLabel = 'latest'

/** The label that chooses the version of a prompt which is asked for without version and label. */
export const defaultLabel = 'production'

/** Where a label stands. `latest` is not among a prompt's labels: it is always the newest version. */
export const Label = Type.Object({
  name: LabelName,
  version: Type.Integer({ minimum: 1 }),
  /** A protected label is not moved or removed until its protection is taken off. */
  protected: Type.Boolean(),
})
export type Label = Static<typeof Label>

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
