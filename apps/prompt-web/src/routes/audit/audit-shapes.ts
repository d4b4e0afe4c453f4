import { auditOutcomes } from '@promptbin/security'
import { Type } from 'typebox'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const TextOrNull = Type.Union([Type.String(), Type.Null()])

export const Outcome = Type.Enum([...auditOutcomes], {
  description: 'How far it has come; what is done with its record in one transaction is done.',
})

/** One act, as it was written down. */
export const AuditRecord = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  at: Type.String({ format: 'date-time' }),
  actor: Type.String({ description: 'Who did it.' }),
  kind: Type.String({ description: 'What kind of somebody that is.' }),
  face: Type.String({ description: 'By which way.' }),
  address: TextOrNull,
  client: TextOrNull,
  requestId: TextOrNull,
  action: Type.String(),
  target: Type.String(),
  outcome: Outcome,
  before: Type.Unknown(),
  after: Type.Unknown(),
  previous: Type.String({ ...Hash, description: 'The hash of the record before.' }),
  hash: Type.String({ ...Hash, description: 'SHA-256 of the canonical JSON of all the rest.' }),
})

/** What came of looking at the whole trail. */
export const AuditVerdict = Type.Object({
  valid: Type.Boolean(),
  records: Type.Integer({ minimum: 0, description: 'How many are in order, from the first on.' }),
  head: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Hash }),
  fault: Type.Union([
    Type.Null(),
    Type.Object({
      seq: Type.Integer({ minimum: 1, description: 'The first record that is wrong.' }),
      kind: Type.String(),
      message: Type.String(),
    }),
  ]),
})
