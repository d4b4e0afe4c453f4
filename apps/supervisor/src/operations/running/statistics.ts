import { type Config, environmentOf, version } from '@promptbin/config'
import type { Health } from '@promptbin/health'
import type { OutputOf } from '@promptbin/operations'
import type { BackupManager } from '../../backups/backup-manager.ts'
import type { ErrorGroups } from '../../errors-stream/groups/error-groups.ts'
import { summarize } from '../../http/health/service-summary.ts'
import type { Maintenance } from '../../maintenance/maintenance.ts'
import type { Figures } from '../../resources/figures.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import type { HandlersOf } from '../handlers.ts'

/** Where the figures of the instance are known. */
export interface StatisticsHandlersOptions {
  readonly takenConfig: () => Config
  readonly config: { readonly generation: number }
  /** Every process of the instance, the supervisor first. */
  readonly list: () => readonly ProcessSnapshot[]
  readonly figuresOf: (processId: number) => Figures | null
  readonly health: Pick<Health, 'report'>
  readonly errors: { readonly groups: Pick<ErrorGroups, 'all'> }
  readonly maintenance: Pick<Maintenance, 'state'>
  readonly backups: Pick<BackupManager, 'state'>
}

type ServiceFigures = OutputOf<'server_stats'>['services'][number]

/** How the instance does, in figures. */
export function statisticsHandlers(options: StatisticsHandlersOptions): HandlersOf<'server_stats'> {
  const { takenConfig, config, list, health, errors, maintenance, backups } = options
  return {
    server_stats: async () => {
      const { overall, reason, uptimeSeconds } = health.report()
      const processes = list()
      const names = [...new Set(processes.map(({ service }) => service))]
      const services = names.map((name) => figuresOfService(name, processes, options))
      const current = takenConfig()
      const environment = environmentOf(current)
      return {
        version,
        mode: current.mode,
        pid: process.pid,
        startedAt: processes.find(({ pid }) => pid === process.pid)?.startedAt ?? '',
        uptimeSeconds,
        status: overall,
        reason,
        maintenance: maintenance.state.enabled,
        lastBackup: backups.state.last?.at ?? null,
        configurationGeneration: config.generation,
        environment: environment ?? null,
        services,
        totals: {
          processes: processes.filter(({ pid }) => pid !== undefined).length,
          requestsHandled: total(services, 'requestsHandled'),
          restarts: total(services, 'restarts'),
          rssBytes: total(services, 'rssBytes'),
          cpuPercent: total(services, 'cpuPercent'),
          errorGroups: errors.groups.all.filter(({ state }) => state !== 'resolved').length,
        },
      }
    },
  }
}

function figuresOfService(
  service: string,
  all: readonly ProcessSnapshot[],
  { figuresOf }: Pick<StatisticsHandlersOptions, 'figuresOf'>,
): ServiceFigures {
  const processes = all.filter((one) => one.service === service)
  const figures = processes.flatMap(({ processId }) => figuresOf(processId) ?? [])
  const sum = (of: (each: Figures) => number | null) =>
    figures.length === 0 ? null : figures.reduce((whole, each) => whole + (of(each) ?? 0), 0)
  const summary = summarize(all, service)
  return {
    service,
    state: summary?.state ?? 'away',
    workers: processes.filter(({ worker, state }) => worker !== null && state === 'ready').length,
    restarts: processes[0]?.restarts ?? 0,
    requestsHandled: summary?.requestsHandled ?? 0,
    activeRequests: processes.reduce(
      (whole, { heartbeat }) => whole + (heartbeat?.activeRequests ?? 0),
      0,
    ),
    averageResponseMs: summary && summary.requestsHandled > 0 ? summary.averageResponseMs : null,
    rssBytes: sum(({ rssBytes }) => rssBytes),
    cpuPercent: sum(({ cpuPercent }) => cpuPercent),
  }
}

function total(
  services: readonly ServiceFigures[],
  of: 'requestsHandled' | 'restarts' | 'rssBytes' | 'cpuPercent',
): number {
  return services.reduce((sum, service) => sum + (service[of] ?? 0), 0)
}
