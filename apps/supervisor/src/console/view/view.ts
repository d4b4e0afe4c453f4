import type { HealthReport } from '@promptbin/health'
import type { BackupManager } from '../../backups/backup-manager.ts'
import { describeGroup, type GroupItem } from '../../errors-stream/describe-group.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import type { Verdict } from '../advice/advice.ts'
import { judge } from '../advice/judge.ts'
import type { ConsoleSource } from '../source.ts'
import { type ServiceView, viewServices } from './service-view.ts'

/** All that the console shows of one moment, but for figures. */
export interface View {
  readonly nowMs: number
  readonly report: HealthReport
  readonly verdict: Verdict
  readonly services: readonly ServiceView[]
  readonly supervisor: ServiceView
  /** The last ones, oldest first. */
  readonly events: readonly LifecycleEvent[]
  /** How the last backup went, and how far the next one is. */
  readonly backups: Pick<BackupManager, 'state' | 'progress'>
  /** Those seen last first. */
  readonly errors: readonly GroupItem[]
}

/** Takes what is known now; nothing is asked of anybody, so it costs no time and cannot fail. */
export function takeView(source: ConsoleSource, nowMs = Date.now()): View {
  const { health, control, self, history, errors } = source
  const report = health.report()
  const services = viewServices(control.list())
  const [supervisor = emptySupervisor] = viewServices([self()])
  const events = history.events.recent
  const groups = errors.groups.all
    .toSorted((one, other) => other.lastMs - one.lastMs)
    .map((group) => describeGroup(group, nowMs))
  const rising = groups
    .filter(({ state }) => state === 'rising')
    .map(({ trend, ...group }) => ({ ...group, ...trend }))
  const verdict = judge({ nowMs, report, services, events, rising })
  const backups = { state: source.backups.state, progress: source.backups.progress }
  return { nowMs, report, verdict, services, supervisor, events, backups, errors: groups }
}

const emptySupervisor: ServiceView = {
  name: 'supervisor',
  state: 'ready',
  url: '',
  workers: [],
  spares: [],
  uptimeSeconds: 0,
  restarts: 0,
  reason: undefined,
}
