import { audit } from './administration/audit.ts'
import { configuration } from './administration/configuration.ts'
import { tokens } from './administration/tokens.ts'
import { webhooks } from './administration/webhooks.ts'
import { diagnostics } from './observing/diagnostics.ts'
import { errors } from './observing/errors.ts'
import { health } from './observing/health.ts'
import { logs } from './observing/logs.ts'
import { metrics } from './observing/metrics.ts'
import { reports } from './observing/reports.ts'
import type { Operation, OperationInput, OperationOutput } from './operation.ts'
import { backups } from './running/backups.ts'
import { library } from './running/library.ts'
import { maintenance } from './running/maintenance.ts'
import { processes } from './running/processes.ts'
import { profiles } from './running/profiles.ts'
import { restoring } from './running/restoring.ts'
import { services } from './running/services.ts'
import { statistics } from './running/statistics.ts'

/** The groups, in the order in which a reader wants them. */
export const operationGroups = {
  statistics,
  health,
  diagnostics,
  processes,
  services,
  maintenance,
  backups,
  restoring,
  library,
  logs,
  errors,
  metrics,
  profiles,
  reports,
  configuration,
  tokens,
  webhooks,
  audit,
} as const

/** The name of a group of operations. */
export type OperationGroup = keyof typeof operationGroups

/** Every operation by its name, with the types of its input and output. */
export const operations = {
  ...statistics,
  ...health,
  ...diagnostics,
  ...processes,
  ...services,
  ...maintenance,
  ...backups,
  ...restoring,
  ...library,
  ...logs,
  ...errors,
  ...metrics,
  ...profiles,
  ...reports,
  ...configuration,
  ...tokens,
  ...webhooks,
  ...audit,
} as const

/** The name of an operation. */
export type OperationName = keyof typeof operations

/** What an operation is asked with. */
export type InputOf<Name extends OperationName> = OperationInput<(typeof operations)[Name]>

/** What an operation answers. */
export type OutputOf<Name extends OperationName> = OperationOutput<(typeof operations)[Name]>

/** The names of all operations. */
export const operationNames = Object.keys(operations) as readonly OperationName[]

/** Any operation, where the types of its values do not matter. */
export function operationOf(name: OperationName): Operation {
  return operations[name] as Operation
}

/** Whether a word is the name of an operation. */
export function isOperationName(word: string): word is OperationName {
  return Object.hasOwn(operations, word)
}
