import type { InstanceLog } from '../../log/instance-log.ts'
import type { LogLevels } from '../../log/log-levels.ts'
import { queryLog } from '../../log/reading/query-log.ts'
import type { HandlersOf } from '../handlers.ts'
import { readSince } from '../since.ts'

/** Where the log is kept, and who says what is logged. */
export interface LogHandlersOptions {
  readonly log: Pick<InstanceLog, 'folder' | 'flush'>
  readonly levels: Pick<LogLevels, 'list' | 'set'>
}

/** How the log is read, and what is logged is changed while everything runs. */
export function logHandlers({
  log,
  levels,
}: LogHandlersOptions): HandlersOf<'list_logs' | 'get_log_levels' | 'set_log_level'> {
  return {
    list_logs: async ({ since, limit = 100, ...filter }, { signal }) => {
      // What was said before the question belongs to the answer.
      await log.flush()
      return queryLog(log.folder, { ...filter, ...readSince(since), limit }, signal)
    },
    get_log_levels: async () => ({ items: levels.list() }),
    set_log_level: async ({ level, service }, _caller, notes) => {
      const meant = () => levels.list().filter((one) => [undefined, one.service].includes(service))
      const levelsOf = () => Object.fromEntries(meant().map((one) => [one.service, one.level]))
      notes.before = levelsOf()
      levels.set(level, service)
      notes.after = levelsOf()
      return { items: levels.list() }
    },
  }
}
