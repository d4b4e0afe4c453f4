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

/**
 * An operator that answers whoever asks through mcp-gateway before it ends that one: a process of it
 * waits for the answers that it owes, and so for ours, while we would wait for its end. What was begun goes
 * on, and its outcome is written down as ever; that new processes work is certain by then.
 */
export function answerBeforeLeaving(
  operator: Pick<Operator, 'performValid'>,
  { events, processes }: AnswerBeforeLeavingOptions,
): Pick<Operator, 'performValid'> {
  const leaving = followLeaving(events)
  return {
    performValid: async (name, input, caller) => {
      const { service = null } = input as { readonly service?: string }
      const isMeant = service === null || service === gateway
      if (caller.face !== 'mcp' || !isMeant || !endsProcesses.has(name)) {
        return operator.performValid(name, input, caller)
      }
      const left = leaving()
      const performed = operator.performValid(name, input, caller)
      // Of what fails after the answer the events and the audit trail tell.
      performed.catch(() => {})
      const early = left.then(() => ({
        service,
        items: processes().filter((one) => service === null || one.service === service),
      }))
      return Promise.race([performed, early as typeof performed])
    },
  }
}
