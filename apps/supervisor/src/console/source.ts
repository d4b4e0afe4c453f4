import type { Config } from '@promptbin/config'
import type { Health } from '@promptbin/health'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BackupManager } from '../backups/backup-manager.ts'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import type { ErrorStream } from '../errors-stream/error-stream.ts'
import type { History } from '../history/history.ts'
import type { InstanceLog } from '../log/instance-log.ts'
import type { MetricsCollector } from '../metrics/metrics-collector.ts'
import type { Caller } from '../operations/caller.ts'
import type { Operator } from '../operations/perform-operation.ts'
import type { ProfileManager } from '../profiling/profile-manager.ts'
import type { Figures } from '../resources/figures.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'

/** Where the console reads what it shows: in the process that it stands in, so it needs no service. */
export interface ConsoleSource {
  readonly health: Pick<Health, 'report'>
  readonly control: Pick<ServiceControl, 'list'>
  /** The supervisor in the form of a process of its own. */
  readonly self: () => ProcessSnapshot
  readonly history: Pick<History, 'events' | 'family'>
  readonly errors: Pick<ErrorStream, 'groups'>
  readonly collector: Pick<MetricsCollector, 'collect'>
  readonly figuresOf: (processId: number) => Figures | null
  readonly log: Pick<InstanceLog, 'folder' | 'flush'>
  readonly backups: Pick<BackupManager, 'state' | 'progress'>
  readonly profiles: Pick<ProfileManager, 'folder'>
  /** The configuration in force, with the ports that were taken. */
  readonly takenConfig: () => Config
  readonly config: Pick<ConfigurationManager, 'generation' | 'isLastReadGood'>
  readonly operator: Pick<Operator, 'perform'>
  readonly callerOf: (request: FastifyRequest, reply: FastifyReply) => Caller
}
