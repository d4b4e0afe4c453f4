import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { createDataFolder, Product } from '../product.ts'
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
  const data = createDataFolder()
  let product: Product
  let browser: Browser
  let home: string
  let watched: WatchedPage

  beforeAll(async () => {
    product = await Product.start(data.path)
    home = product.instance.web.url
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
    data.remove()
  })

  beforeEach(async () => {
    watched = await openWatchedPage(browser, home, options)
  })

  afterEach(async () => {
    await watched.page.context().close()
    expect(watched.faults.filter((fault) => !isRefusalNote(fault))).toEqual([])
  })

  return {
    get home() {
      return home
    },
    get rest() {
      return new Rest(home)
    },
    get page() {
      return watched.page
    },
  }
}
