import type { DiagnosticCheck } from '../check.ts'
import { backupChecks } from './data/backups.ts'
import { databaseChecks } from './data/database.ts'
import { indexChecks } from './data/search-index.ts'
import { stateChecks } from './data/state.ts'
import { clockChecks } from './machine/clock.ts'
import { diskChecks } from './machine/disk.ts'
import { limitChecks } from './machine/limits.ts'
import { portChecks } from './machine/ports.ts'
import { connectivityChecks } from './running/connectivity.ts'
import { healthChecks } from './running/health.ts'
import { protocolChecks } from './running/protocol.ts'
import { tokenChecks } from './running/tokens.ts'
import { certificateChecks } from './setup/certificates.ts'
import { clientChecks } from './setup/clients.ts'
import { configurationChecks } from './setup/configuration.ts'
import { permissionChecks } from './setup/permissions.ts'
import { versionChecks } from './setup/versions.ts'

/** Every check, in the order in which a reader wants them; docs/doctor.md lists them. */
export const checks: readonly DiagnosticCheck[] = [
  ...configurationChecks,
  ...permissionChecks,
  ...versionChecks,
  ...clientChecks,
  ...certificateChecks,
  ...portChecks,
  ...diskChecks,
  ...clockChecks,
  ...limitChecks,
  ...databaseChecks,
  ...indexChecks,
  ...backupChecks,
  ...stateChecks,
  ...connectivityChecks,
  ...protocolChecks,
  ...tokenChecks,
  ...healthChecks,
]
