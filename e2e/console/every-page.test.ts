import { expect, test } from 'vitest'
import { accessibilityFaults } from '../accessibility.ts'
import { visitConsole } from './console-visit.ts'

const visit = visitConsole({ PROMPTBIN_MONITORING_ENABLE_PROFILING: 'true' })

/** Every page of the console. */
const pages = {
  overview: '/',
  service: '/services/prompt-web',
  events: '/events?service=prompt-web',
  genealogy: '/genealogy?all',
  logs: '/logs',
  errors: '/errors',
  configuration: '/configuration?key=logging.level',
  operations: '/operations',
  operation: '/operations/restart_service',
  tokens: '/tokens',
  audit: '/audit?verify',
  diagnostics: '/diagnostics',
  profiles: '/profiles',
  backups: '/backups',
  webhooks: '/webhooks',
  reports: '/reports',
  'not-found': '/services/never-written',
}

test.each(Object.entries(pages))(
  '%s has no fault, in light, dark and narrow',
  async (_name, path) => {
    const { page, home } = visit
    await page.goto(`${home}${path}`)
    expect(await accessibilityFaults(page), 'light').toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page, 'colours'), 'dark').toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow, 'pixels to scroll sideways').toBeLessThanOrEqual(0)
  },
)

test('the state can be read without JavaScript', async () => {
  const context = await visit.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(visit.home)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const row = page.getByRole('row', { name: /prompt-web/ })
  expect(await row.textContent()).toContain('ready')
  await page.getByRole('link', { name: 'Logs' }).click()
  expect(await page.getByRole('log').textContent()).toContain('PromptBin was started')
  await context.close()
})

test('the charts are drawn in a browser that names a language which Intl does not know', async () => {
  const context = await visit.browser.newContext()
  await context.addInitScript(
    "Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' })",
  )
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  await page.goto(visit.home)
  await page.locator('.chart canvas').first().waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('a debug report is made and downloaded with a click each', async () => {
  const { page, home } = visit
  await page.goto(`${home}/reports`)
  await page.getByRole('button', { name: 'Make one now' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^promptbin-report-\d{8}T\d{6}Z-[0-9a-f]{4}\.zip$/)
})
