import type { InputOf, OperationName, OutputOf } from '@promptbin/operations'
import { type AuditHandlersOptions, auditHandlers } from './audit.ts'
import type { Caller } from './caller.ts'
import { type ConfigurationHandlersOptions, configurationHandlers } from './configuration.ts'
import { type DiagnosticHandlersOptions, diagnosticHandlers } from './observing/diagnostics.ts'
import { type ErrorHandlersOptions, errorHandlers } from './observing/errors.ts'
import { type HealthHandlersOptions, healthHandlers } from './observing/health.ts'
import { type LogHandlersOptions, logHandlers } from './observing/logs.ts'
import { type MetricHandlersOptions, metricHandlers } from './observing/metrics.ts'
import { type ReportHandlersOptions, reportHandlers } from './observing/reports.ts'
import { type BackupHandlersOptions, backupHandlers } from './running/backups.ts'
import { type LibraryHandlersOptions, libraryHandlers } from './running/library.ts'
import { type MaintenanceHandlersOptions, maintenanceHandlers } from './running/maintenance.ts'
import { type ProcessHandlersOptions, processHandlers } from './running/processes.ts'
import { type ProfileHandlersOptions, profileHandlers } from './running/profiles.ts'
import { type RestoringHandlersOptions, restoringHandlers } from './running/restoring.ts'
import { type ServiceHandlersOptions, serviceHandlers } from './running/services.ts'
import { type StatisticsHandlersOptions, statisticsHandlers } from './running/statistics.ts'
import { type TokenHandlersOptions, tokenHandlers } from './tokens.ts'
import { type WebhookHandlersOptions, webhookHandlers } from './webhooks.ts'

/** What an operation tells of itself for the audit trail, beyond that it was done. */
export interface AuditNotes {
  /** What it was done to, if the input does not say it. */
  target?: string
  before?: unknown
  /** What is from now on. */
  after?: unknown
}

/** Does one operation with an input that is valid, for somebody who may have it done. */
export type Handler<Name extends OperationName> = (
  input: InputOf<Name>,
  caller: Caller,
  notes: AuditNotes,
) => Promise<OutputOf<Name>>

/** How each operation is done. */
export type Handlers = { readonly [Name in OperationName]: Handler<Name> }

/** Those of some operations. */
export type HandlersOf<Name extends OperationName> = Pick<Handlers, Name>

/** Everything that is asked or told by operations. */
export type HandlersOptions = AuditHandlersOptions &
  BackupHandlersOptions &
  ConfigurationHandlersOptions &
  DiagnosticHandlersOptions &
  ErrorHandlersOptions &
  HealthHandlersOptions &
  LogHandlersOptions &
  LibraryHandlersOptions &
  MaintenanceHandlersOptions &
  MetricHandlersOptions &
  ProcessHandlersOptions &
  ProfileHandlersOptions &
  ReportHandlersOptions &
  RestoringHandlersOptions &
  ServiceHandlersOptions &
  StatisticsHandlersOptions &
  TokenHandlersOptions &
  WebhookHandlersOptions

/** Puts together how each operation is done, one group a file. */
export function createHandlers(options: HandlersOptions): Handlers {
  return {
    ...statisticsHandlers(options),
    ...healthHandlers(options),
    ...diagnosticHandlers(options),
    ...processHandlers(options),
    ...serviceHandlers(options),
    ...libraryHandlers(options),
    ...maintenanceHandlers(options),
    ...backupHandlers(options),
    ...restoringHandlers(options),
    ...logHandlers(options),
    ...errorHandlers(options),
    ...metricHandlers(options),
    ...profileHandlers(options),
    ...reportHandlers(options),
    ...configurationHandlers(options),
    ...tokenHandlers(options),
    ...webhookHandlers(options),
    ...auditHandlers(options),
  }
}
