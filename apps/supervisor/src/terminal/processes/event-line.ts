import { describeEvent } from '../../history/describe-event.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'

/** What happened, in one line: when, what, and to which process. */
export function eventLine(event: LifecycleEvent): string {
  const { at, worker, processId, pid } = event
  const of = [
    ['worker', worker],
    ['process', processId],
    ['pid', pid],
  ].flatMap(([name, number]) => (number === null ? [] : `${name} ${number}`))
  return `${at}  ${describeEvent(event)}${of.length === 0 ? '' : `  (${of.join(', ')})`}`
}
