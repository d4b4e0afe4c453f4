import type { PagePath } from '../console-door.ts'
import { auditPage } from './administration/audit-page.ts'
import { backupsPage } from './administration/backups-page.ts'
import { profilesPage } from './administration/profiles-page.ts'
import { tokensPage } from './administration/tokens-page.ts'
import { webhooksPage } from './administration/webhooks-page.ts'
import { configurationPage } from './configuration/configuration-page.ts'
import { diagnosticsPage } from './observing/diagnostics-page.ts'
import { errorPage } from './observing/error-page.ts'
import { errorsPage } from './observing/errors-page.ts'
import { eventsPage } from './observing/events-page.ts'
import { genealogyPage } from './observing/genealogy-page.ts'
import { logsPage } from './observing/logs-page.ts'
import { reportsPage } from './observing/reports-page.ts'
import { operationPage, operationsPage } from './operations/operations-page.ts'
import { overviewPage } from './overview-page.ts'
import type { PageMaker } from './page-maker.ts'
import { servicePage } from './service/service-page.ts'

/** By the pattern of the address, as the door has them. */
export const pages: Readonly<Record<PagePath, PageMaker>> = {
  '/': overviewPage,
  '/services/:service': servicePage,
  '/events': eventsPage,
  '/genealogy': genealogyPage,
  '/logs': logsPage,
  '/errors': errorsPage,
  '/errors/:fingerprint': errorPage,
  '/configuration': configurationPage,
  '/operations': operationsPage,
  '/operations/:operation': operationPage,
  '/audit': auditPage,
  '/tokens': tokensPage,
  '/diagnostics': diagnosticsPage,
  '/profiles': profilesPage,
  '/backups': backupsPage,
  '/webhooks': webhooksPage,
  '/reports': reportsPage,
}
