import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { createDataFolder, Product } from './product.ts'

/** A product with a library of its own, and a browser to look at it; there while tests run. */
export interface BrowsedProduct {
  readonly product: Product
  readonly browser: Browser
  /** The address of prompt-web. */
  readonly home: string
}

/** Starts both for the tests of one file, and ends them after the last. */
export function browseProduct(): BrowsedProduct {
  const data = createDataFolder()
  let product: Product
  let browser: Browser
  let home: string

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

  return {
    get product() {
      return product
    },
    get browser() {
      return browser
    },
    get home() {
      return home
    },
  }
}
