import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { createDataFolder, Product } from '../product.ts'
import { openWatchedPage, type WatchedPage } from '../watched-page.ts'

/** A running product, and a page on which a test looks at its console. */
export interface ConsoleVisit {
  readonly product: Product
  readonly browser: Browser
  /** The address of the console. */
  readonly home: string
  /** New for every test. */
  readonly page: Page
  /** Writes a picture for people to look at; it is not kept in the repository. */
  picture(name: string): Promise<void>
}

const pictures = fileURLToPath(new URL('../output/console/', import.meta.url))

/** The language of the machine may be one that no browser of people has. */
const consoleContext: BrowserContextOptions = {
  locale: 'en-US',
  viewport: { width: 1440, height: 900 },
  // A colour that is on its way to another one has no contrast of its own.
  reducedMotion: 'reduce',
}

/** What an answer that refuses makes the browser say; it is the page that is looked at. */
const isRefusalNote = (fault: string) =>
  /^console: Failed to load resource: .* (404|409|412|422)/.test(fault)

/**
 * Starts the product and a browser for the tests of one file. After every test its page must have
 * been without a fault: no error, no violation of the policy, no request to another place.
 */
export function visitConsole(environment: Record<string, string> = {}): ConsoleVisit {
  const data = createDataFolder()
  let product: Product
  let browser: Browser
  let watched: WatchedPage

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    const [started, launched] = await Promise.all([
      Product.start(data.path, environment),
      launchBrowser(),
    ])
    product = started
    browser = launched
  })

  afterAll(async () => {
    await browser?.close()
    await product?.stop()
    data.remove()
  })

  beforeEach(async () => {
    watched = await openWatchedPage(browser, product.instance.supervisor.url, consoleContext)
  })

  afterEach(async () => {
    await watched.page.context().close()
    expect(watched.faults.filter((fault) => !isRefusalNote(fault))).toEqual([])
  })

  return {
    get product() {
      return product
    },
    get browser() {
      return browser
    },
    get home() {
      return product.instance.supervisor.url
    },
    get page() {
      return watched.page
    },
    async picture(name) {
      await watched.page.screenshot({ path: join(pictures, `${name}.png`) })
    },
  }
}
