import { exemptFromPressure, isSameMachine } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import { describeExamples, describeGroup } from '../../errors-stream/describe-group.ts'
import { errorGroupUnknown } from '../../errors-stream/errors.ts'
import type { ErrorGroup } from '../../errors-stream/groups/error-group.ts'
import type { ErrorGroups } from '../../errors-stream/groups/error-groups.ts'
import { type GroupState, groupStates } from '../../errors-stream/groups/judge-trend.ts'

interface ErrorsQuery {
  readonly service?: string
  readonly state?: readonly GroupState[]
  readonly since?: string
  readonly cursor?: string
  readonly limit: number
}

const querystring = {
  type: 'object',
  additionalProperties: false,
  properties: {
    service: { type: 'string', maxLength: 64 },
    state: { type: 'array', items: { type: 'string', enum: groupStates } },
    since: { type: 'string', format: 'date-time' },
    cursor: { type: 'string', pattern: '^[0-9]{1,15}-[0-9a-f]{16}$' },
    limit: { type: 'integer', minimum: 1, maximum: 300, default: 50 },
  },
} as const

const params = {
  type: 'object',
  properties: { fingerprint: { type: 'string', maxLength: 64 } },
} as const

/**
 * The errors of all services as groups of alike ones, those seen last first; and one group with its
 * latest examples. Examples only for programs of this machine, stacks only where they are kept. Both
 * are read from memory, and answered under load as well: then there are errors to look at.
 */
export const errors: FastifyPluginAsync<{
  readonly groups: Pick<ErrorGroups, 'all' | 'get'>
}> = async (app, { groups }) => {
  app.get<{ Querystring: ErrorsQuery }>(
    '/api/v1/errors',
    { schema: { querystring }, config: exemptFromPressure },
    async ({ query }) => {
      const found = groups.all.filter((group) => isMeant(group, query)).toSorted(newestFirst)
      const rest = found.filter((group) => isAfter(group, query.cursor))
      const page = rest.slice(0, query.limit)
      const nowMs = Date.now()
      const last = page.at(-1)
      return {
        items: page.map((group) => describeGroup(group, nowMs)),
        nextCursor: last && rest.length > page.length ? cursorOf(last) : null,
        total: found.length,
      }
    },
  )
  app.get<{ Params: { readonly fingerprint: string } }>(
    '/api/v1/errors/:fingerprint',
    { schema: { params }, config: exemptFromPressure },
    async (request) => {
      const { fingerprint } = request.params
      const group = groups.get(fingerprint)
      if (!group) throw errorGroupUnknown(fingerprint)
      return {
        ...describeGroup(group, Date.now()),
        examples: isSameMachine(request) ? describeExamples(group) : [],
      }
    },
  )
}

function isMeant(group: ErrorGroup, { service, state, since }: ErrorsQuery): boolean {
  return (
    (service === undefined || group.services.has(service)) &&
    (state === undefined || state.includes(group.state)) &&
    (since === undefined || group.lastMs >= Date.parse(since))
  )
}

/** Of two that were seen last in the same millisecond the fingerprint decides, so that pages fit. */
function newestFirst(one: ErrorGroup, other: ErrorGroup): number {
  return other.lastMs - one.lastMs || (one.fingerprint < other.fingerprint ? -1 : 1)
}

const cursorOf = ({ lastMs, fingerprint }: ErrorGroup) => `${lastMs}-${fingerprint}`

function isAfter({ lastMs, fingerprint }: ErrorGroup, cursor: string | undefined): boolean {
  if (cursor === undefined) return true
  const [atMs = '', last = ''] = cursor.split('-')
  return lastMs < Number(atMs) || (lastMs === Number(atMs) && fingerprint > last)
}
