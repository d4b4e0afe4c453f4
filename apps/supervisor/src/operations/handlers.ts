import type { InputOf, OperationName, OutputOf } from '@promptbin/operations'
import { type AuditHandlersOptions, auditHandlers } from './audit.ts'
import type { Caller } from './caller.ts'
import { type ConfigurationHandlersOptions, configurationHandlers } from './configuration.ts'
import { type ErrorHandlersOptions, errorHandlers } from './observing/errors.ts'
import { type HealthHandlersOptions, healthHandlers } from './observing/health.ts'
import { type LogHandlersOptions, logHandlers } from './observing/logs.ts'
import { type MetricHandlersOptions, metricHandlers } from './observing/metrics.ts'
import { type MaintenanceHandlersOptions, maintenanceHandlers } from './running/maintenance.ts'
import { type ProcessHandlersOptions, processHandlers } from './running/processes.ts'
import { type ProfileHandlersOptions, profileHandlers } from './running/profiles.ts'
import { type ServiceHandlersOptions, serviceHandlers } from './running/services.ts'
import { type StatisticsHandlersOptions, statisticsHandlers } from './running/statistics.ts'
import { type TokenHandlersOptions, tokenHandlers } from './tokens.ts'

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
  ConfigurationHandlersOptions &
  ErrorHandlersOptions &
  HealthHandlersOptions &
  LogHandlersOptions &
  MaintenanceHandlersOptions &
  MetricHandlersOptions &
  ProcessHandlersOptions &
  ProfileHandlersOptions &
  ServiceHandlersOptions &
  StatisticsHandlersOptions &
  TokenHandlersOptions

/** Puts together how each operation is done, one group a file. */
export function createHandlers(options: HandlersOptions): Handlers {
  return {
    ...statisticsHandlers(options),
    ...healthHandlers(options),
    ...processHandlers(options),
    ...serviceHandlers(options),
    ...maintenanceHandlers(options),
    ...logHandlers(options),
    ...errorHandlers(options),
    ...metricHandlers(options),
    ...profileHandlers(options),
    ...configurationHandlers(options),
    ...tokenHandlers(options),
    ...auditHandlers(options),
  }
}
