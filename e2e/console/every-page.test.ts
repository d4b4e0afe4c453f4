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
  profiles: '/profiles',
  'not-found': '/services/never-written',
}

test.each(Object.entries(pages))(
  '%s has no fault, in light, dark and narrow',
  async (_name, path) => {
    const { page, home } = visit
    await page.goto(`${home}${path}`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await accessibilityFaults(page), colorScheme).toEqual([])
    }
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
