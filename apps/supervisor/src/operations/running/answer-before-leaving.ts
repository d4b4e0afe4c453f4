import type { OperationName, OutputOf } from '@promptbin/operations'
import type { EventLog } from '../../history/event-log.ts'
import type { Operator } from '../perform-operation.ts'

export interface AnswerBeforeLeavingOptions {
  readonly events: Pick<EventLog, 'onRecord'>
  /** As `list_processes` tells of them. */
  readonly processes: () => OutputOf<'list_processes'>['items']
}

/** Through this service the face `mcp` asks. */
const gateway = 'mcp-gateway'

/** What ends processes of one service, or of all, and is answered when they are gone. */
const endsProcesses: ReadonlySet<OperationName> = new Set([
  'stop_service',
  'reload_service',
  'restart_service',
  'scale_service',
  'reload_all',
  'restart_all',
])

/** Settles for all who wait, each time that the gateway begins to finish a process. */
function followLeaving(events: AnswerBeforeLeavingOptions['events']): () => Promise<void> {
  let next = Promise.withResolvers<void>()
  events.onRecord(({ type, service }) => {
    if (type !== 'draining' || service !== gateway) return
    next.resolve()
    next = Promise.withResolvers()
  })
  return () => next.promise
}

/** What may end processes of the gateway, by a reload that a setting asks for. */
const changesSettings: ReadonlySet<OperationName> = new Set(['update_config', 'rollback_config'])

interface Ends {
  readonly service?: string
  readonly dry_run?: boolean
}

/**
 * An operator that answers whoever asks through mcp-gateway before it ends that one: a process of it
 * waits for the answers that it owes, and so for ours, while we would wait for its end. What was begun goes
 * on, and its outcome is written down as ever; that new processes work is certain by then. Of a change of
 * settings it is answered what was foreseen, with `underWay`.
 */
export function answerBeforeLeaving(
  operator: Pick<Operator, 'performValid'>,
  { events, processes }: AnswerBeforeLeavingOptions,
): Pick<Operator, 'performValid'> {
  const leaving = followLeaving(events)
  const itemsOf = (service: string | null) =>
    processes().filter((one) => service === null || one.service === service)

  /** What can be said when the gateway begins to go; undefined where it does not have to. */
  const foresee = async (
    ...[name, input, caller]: Parameters<Operator['performValid']>
  ): Promise<(() => object) | undefined> => {
    const { service = null, dry_run: isTrial = false } = input as Ends
    if (caller.face !== 'mcp' || isTrial) return undefined
    if (endsProcesses.has(name) && (service === null || service === gateway)) {
      return () => ({ service, items: itemsOf(service) })
    }
    if (!changesSettings.has(name)) return undefined
    const tried = { ...input, dry_run: true } as typeof input
    // What is refused is refused once more, and written down then.
    const trial = await operator.performValid(name, tried, caller).catch(() => undefined)
    return trial && (() => ({ ...trial, dryRun: false, underWay: true }))
  }

  return {
    performValid: async (name, input, caller) => {
      const answer = await foresee(name, input, caller)
      if (answer === undefined) return operator.performValid(name, input, caller)
      const left = leaving()
      const performed = operator.performValid(name, input, caller)
      // Of what fails after the answer the events and the audit trail tell.
      performed.catch(() => {})
      return Promise.race([performed, left.then(answer) as unknown as typeof performed])
    },
  }
}
