import type { Logger } from '@promptbin/logging'
import { describeEvent } from '../history/describe-event.ts'
import type { LifecycleEvent } from '../supervision/lifecycle-event.ts'

type Level = 'debug' | 'info' | 'warn' | 'error'

/** Ends that we wanted. */
const wanted: ReadonlySet<string> = new Set(['stopped', 'reloaded', 'scaled-down', 'recycled'])

/** Tells of a process what happened to it, and why we do what we do now. */
export function logLifecycleEvent(logger: Logger, event: LifecycleEvent): void {
  const { type, seq, at, service: child, pid: child_pid, processId, worker, ...facts } = event
  const fields = {
    event: `lifecycle.${type}`,
    lifecycle_seq: seq,
    child,
    ...(child_pid !== null && { child_pid }),
    ...(processId !== null && { process_id: processId }),
    ...(worker !== null && { child_worker: worker }),
    // `level` and `time` are the line's own; these names are not.
    facts,
  }
  logger[levelOf(event)](fields, describeEvent(event))
}

function levelOf(event: LifecycleEvent): Level {
  switch (event.type) {
    case 'started':
    case 'prepared':
    case 'promoted':
    case 'draining':
      return 'debug'
    case 'exited':
      return wanted.has(event.cause) ? 'info' : 'warn'
    case 'restart-decided':
      return event.action === 'restart' ? 'warn' : 'error'
    case 'reload-finished':
      return event.failed === null ? 'info' : 'error'
    case 'paused':
      return 'error'
    case 'limit':
      return event.kind === 'disk-freed' ? 'info' : 'warn'
    case 'error-group':
      // Not an error: the errors themselves were logged, and this line must not become one of them.
      return 'warn'
    case 'supervisor-started':
      return event.leftovers.length === 0 ? 'info' : 'warn'
    default:
      return 'info'
  }
}
