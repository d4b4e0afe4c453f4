import type { Logger } from '@promptbin/logging'
import { describeEvent } from '../history/describe-event.ts'
import type { LifecycleEvent, LifecycleEventType } from '../supervision/lifecycle-event.ts'

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

type Of<Type extends LifecycleEventType> = Extract<LifecycleEvent, { type: Type }>

const infoIf = (isFine: boolean): Level => (isFine ? 'info' : 'warn')

/** How loudly each is told; what is not named is the course of things. */
const levels: {
  readonly [Type in LifecycleEventType]?: Level | ((event: Of<Type>) => Level)
} = {
  started: 'debug',
  prepared: 'debug',
  promoted: 'debug',
  draining: 'debug',
  exited: ({ cause }) => infoIf(wanted.has(cause)),
  'restart-decided': ({ action }) => (action === 'restart' ? 'warn' : 'error'),
  'reload-finished': ({ failed }) => (failed === null ? 'info' : 'error'),
  paused: 'error',
  limit: ({ kind }) => infoIf(kind === 'disk-freed'),
  'backup-made': ({ secondPlaceFault }) => infoIf(secondPlaceFault === null),
  'backup-failed': 'error',
  'library-checked': ({ status }) => infoIf(status === 'sound'),
  'library-recovered': 'warn',
  'health-changed': ({ to }) => infoIf(to === 'healthy'),
  // Not an error: the errors themselves were logged, and this line must not become one of them.
  'error-group': 'warn',
  'supervisor-started': ({ leftovers }) => infoIf(leftovers.length === 0),
}

function levelOf(event: LifecycleEvent): Level {
  const level = (levels[event.type] ?? 'info') as Level | ((event: LifecycleEvent) => Level)
  return typeof level === 'string' ? level : level(event)
}
