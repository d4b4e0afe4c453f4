import { Type } from 'typebox'
import { json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { Outcome } from './audit-shapes.ts'

const tags = ['audit']
const path = '/api/v1/audit'
const config = { access: 'admin' } as const

const Time = Type.String({ format: 'date-time' })
const Name = Type.String({ minLength: 1, maxLength: 300 })

const AuditQuery = Type.Object(
  {
    actor: Type.Optional(Name),
    action: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    outcome: Type.Optional(Outcome),
    target: Type.Optional(Name),
    since: Type.Optional(Time),
    until: Type.Optional(Time),
    before: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The nextBefore of the page before.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  closed,
)

const AuditPage = Type.Object({
  items: Type.Array(component('AuditRecord')),
  nextBefore: Type.Union([Type.Integer(), Type.Null()]),
})

const ChainQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Only records after this number.' }),
    ),
  },
  closed,
)

const Chain = Type.Object({ items: Type.Array(Type.String()) })

const msOf = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))

/** The audit trail of the library. */
export const audit: RouteGroup = async (app, { library }) => {
  app.get(
    path,
    {
      config,
      schema: {
        operationId: 'listAudit',
        summary: 'Search the audit trail of the library, the newest first',
        description:
          'Who changed tokens, accounts, links and protected labels, restored, imported or deleted for good, logged in or was refused.',
        tags,
        querystring: AuditQuery,
        response: { 200: json('Records.', AuditPage), ...problem(422, 'PB_REQUEST_INVALID') },
      },
    },
    ({ query: { since, until, ...query } }) =>
      library.audit({ ...query, sinceMs: msOf(since), untilMs: msOf(until) }),
  )

  app.get(
    `${path}/chain`,
    {
      config,
      schema: {
        operationId: 'readAuditChain',
        summary: 'Read the records of the library as they are kept, in order',
        description: 'Each is its canonical JSON (RFC 8785), by which its hash can be checked.',
        tags,
        querystring: ChainQuery,
        response: { 200: json('At most 500; none after the last.', Chain) },
      },
    },
    async ({ query: { after = 0 } }) => ({ items: await library.auditChain(after) }),
  )

  app.get(
    `${path}/verification`,
    {
      config,
      schema: {
        operationId: 'verifyAudit',
        summary: 'Check the whole audit trail of the library',
        description: 'Computes the chain anew, and names the first record that is not as written.',
        tags,
        response: { 200: json('What came of it.', component('AuditVerdict')) },
      },
    },
    () => library.verifyAudit(),
  )
}
