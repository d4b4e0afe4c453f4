import { auditPage } from './administration/audit-page.ts'
import { profilesPage } from './administration/profiles-page.ts'
import { tokensPage } from './administration/tokens-page.ts'
import { configurationPage } from './configuration/configuration-page.ts'
import { errorPage } from './observing/error-page.ts'
import { errorsPage } from './observing/errors-page.ts'
import { eventsPage } from './observing/events-page.ts'
import { genealogyPage } from './observing/genealogy-page.ts'
import { logsPage } from './observing/logs-page.ts'
import { operationPage, operationsPage } from './operations/operations-page.ts'
import { overviewPage } from './overview-page.ts'
import type { PageMaker } from './page-maker.ts'
import { servicePage } from './service/service-page.ts'

/** By the pattern of the address; the door has the same ones. */
export const pages: Readonly<Record<string, PageMaker>> = {
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
  '/profiles': profilesPage,
}
