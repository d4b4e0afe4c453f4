import { type History, openHistory } from '../history/history.ts'
import type { InstanceLog } from '../log/instance-log.ts'
import { logLifecycleEvent } from '../log/log-lifecycle-event.ts'
import type { DataFolder } from './data-folder.ts'
import { type Aftermath, describeAftermath } from './leftovers/aftermath.ts'

export interface InstanceHistoryOptions {
  readonly folder: Pick<DataFolder, 'stateFolder'>
  readonly log: Pick<InstanceLog, 'logger'>
  /** What the instance before has left, which is told first. */
  readonly aftermath: Aftermath | undefined
}

/** Opens the history of an instance; what happens from now on is logged as well. */
export function openInstanceHistory(options: InstanceHistoryOptions): History {
  const { folder, log, aftermath } = options
  const { logger } = log
  if (aftermath) {
    const { pid, leftovers } = aftermath
    const fields = { event: 'supervisor.aftermath', previous_pid: pid, leftovers }
    logger.warn(fields, describeAftermath(aftermath))
  }
  const history = openHistory({ path: folder.stateFolder, log: logger })
  history.events.onRecord((event) => logLifecycleEvent(logger, event))
  return history
}
