import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page of which everything that it must not do is written down. */
export interface WatchedPage {
  readonly page: Page
  /** Errors on the console, dialogs, violations of the policy, requests to other places. */
  readonly faults: string[]
}

/** Runs in the page before anything of the page does. */
const tellViolations = `addEventListener('securitypolicyviolation', (event) =>
  noteViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`

/**
 * Opens a page that may only talk to `home`. Whatever else it asks for is refused, and noted like
 * everything that a page of ours never does.
 */
export async function openWatchedPage(
  browser: Browser,
  home: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.route(
    (url) => !url.href.startsWith(home) && url.protocol !== 'data:',
    (route) => {
      faults.push(`asked ${route.request().url()}`)
      return route.abort()
    },
  )
  await page.exposeFunction('noteViolation', (what: string) => faults.push(`policy: ${what}`))
  await page.addInitScript({ content: tellViolations })
  return { page, faults }
}
