import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, beforeEach, expect } from 'vitest'
import { browseProduct } from '../browse-product.ts'
import { Rest } from '../rest.ts'
import { openWatchedPage, type WatchedPage } from '../watched-page.ts'

/** A running product, and the page on which a test looks at it. */
export interface Visit {
  /** The address of prompt-web. */
  readonly home: string
  /** What other programs do meanwhile. */
  readonly rest: Rest
  /** New for every test. */
  readonly page: Page
}

/** What an answer that refuses makes the browser say; it is the page that is looked at. */
const isRefusalNote = (fault: string) =>
  /^console: Failed to load resource: .* (404|409|412|422)/.test(fault)

/**
 * Starts the product and a browser for the tests of one file. After every test its page must have
 * been without a fault: no error, no violation of the policy, no request to another place.
 */
export function visitProduct(options: BrowserContextOptions = {}): Visit {
  const browsed = browseProduct()
  let watched: WatchedPage

  beforeEach(async () => {
    watched = await openWatchedPage(browsed.browser, browsed.home, options)
  })

  afterEach(async () => {
    await watched.page.context().close()
    expect(watched.faults.filter((fault) => !isRefusalNote(fault))).toEqual([])
  })

  return {
    get home() {
      return browsed.home
    },
    get rest() {
      return new Rest(browsed.home)
    },
    get page() {
      return watched.page
    },
  }
}
