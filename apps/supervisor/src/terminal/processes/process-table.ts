import { startReasons } from '../../history/describe-event.ts'
import type { ProcessItem } from '../../instance/find-instance.ts'
import { alignColumns } from '../align-columns.ts'
import { durationText } from '../duration-text.ts'

const titles = ['SERVICE', 'WORKER', 'STATE', 'PID', 'READY FOR', 'RESTARTS', 'PROCESS', 'STARTED']

/** The processes of an instance, each in a line of a table. */
export function processTable(items: readonly ProcessItem[]): string {
  return alignColumns([titles, ...items.map(toRow)]).join('\n')
}

function toRow(item: ProcessItem): readonly string[] {
  const { service, worker, state, pid, uptimeSeconds, restarts, processId } = item
  return [
    service,
    worker === null ? '-' : String(worker),
    state,
    String(pid ?? '-'),
    state === 'ready' ? durationText(uptimeSeconds) : '-',
    String(restarts),
    `#${processId}`,
    startOf(item),
  ]
}

function startOf({ why, replaces }: ProcessItem): string {
  if (why === null) return '-'
  return `${startReasons[why]}${replaces === null ? '' : `, in place of #${replaces}`}`
}
