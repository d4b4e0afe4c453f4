import type { Library } from '../library/library.ts'
import type { Site } from '../views/frame/page.ts'

/** What every group of pages takes. */
export interface PageOptions {
  readonly library: Library
  readonly site: Site
}

/** Who saves something on a page, as its version keeps it. */
export const browserAuthor = { author: 'local', client: 'browser' } as const
