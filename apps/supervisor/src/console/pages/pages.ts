import { overviewPage } from './overview-page.ts'
import type { PageMaker } from './page-maker.ts'
import { servicePage } from './service/service-page.ts'

/** By the pattern of the address; the door has the same ones. */
export const pages: Readonly<Record<string, PageMaker>> = {
  '/': overviewPage,
  '/services/:service': servicePage,
}
