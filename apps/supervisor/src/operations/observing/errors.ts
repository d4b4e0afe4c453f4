import type { InputOf } from '@promptbin/operations'
import {
  describeAdvice,
  describeExamples,
  describeGroup,
} from '../../errors-stream/describe-group.ts'
import { errorGroupUnknown } from '../../errors-stream/errors.ts'
import type { ErrorGroup } from '../../errors-stream/groups/error-group.ts'
import type { ErrorGroups } from '../../errors-stream/groups/error-groups.ts'
import type { HandlersOf } from '../handlers.ts'

/** Where errors are known as groups of alike ones. */
export interface ErrorHandlersOptions {
  readonly errors: { readonly groups: Pick<ErrorGroups, 'all' | 'get'> }
}

/**
 * How errors of all services are told as groups, those seen last first, and one group with its latest
 * examples: those only to programs of this machine, stacks only where they are kept.
 */
export function errorHandlers({
  errors: { groups },
}: ErrorHandlersOptions): HandlersOf<'list_errors' | 'get_error'> {
  return {
    list_errors: async (query) => {
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
    get_error: async ({ fingerprint }, { isSameMachine }) => {
      const group = groups.get(fingerprint)
      if (!group) throw errorGroupUnknown(fingerprint)
      return {
        ...describeGroup(group, Date.now()),
        advice: describeAdvice(group),
        examples: isSameMachine ? describeExamples(group).map((example) => ({ ...example })) : [],
      }
    },
  }
}

function isMeant(group: ErrorGroup, { service, state, since }: InputOf<'list_errors'>): boolean {
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
