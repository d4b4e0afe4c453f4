import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityFaults } from '../accessibility.ts'
import { visitConsole } from './console-visit.ts'

/** What fails has to be told of within two looks at the health. */
const intervalMs = 5_000
const within = { timeout: 2 * intervalMs }

const visit = visitConsole({ PROMPTBIN_MONITORING_HEALTH_CHECK_INTERVAL: `${intervalMs}ms` })

const state = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** Kills the process of a service, and settles when another one has its place. */
async function killOnce(service: string): Promise<void> {
  const pid = visit.product.pidOf(service)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => pidOrNone(service)).not.toBe(pid)
}

/** While one is replaced there may be none. */
const pidOrNone = (service: string) =>
  visit.product.instance.services.find(({ name }) => name === service)?.pid ??
  visit.product.process.pid

/** Types what a dialog asks for and goes on. */
async function confirm(page: Page, word: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  const go = dialog.getByRole('button', { name: 'Go on' })
  expect(await go.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill(word)
  await page.keyboard.press('Enter')
}

test('a worker that crashes in a loop: what is wrong, and a button that helps', async () => {
  const { page, home } = visit
  await page.goto(home)
  await state(page, 'Everything works').waitFor()
  for (let crash = 0; crash < 3; crash++) await killOnce('mcp-gateway')
  await state(page, 'mcp-gateway crashes in a loop').waitFor(within)
  expect(await page.getByRole('main').textContent()).toMatch(/It failed 3 times .* by SIGKILL/)
  await visit.picture('crash-loop')

  const advice = page.locator('.advice').first()
  await advice.getByRole('button', { name: 'Restart mcp-gateway' }).click()
  await confirm(page, 'mcp-gateway')
  await page.getByRole('status').filter({ hasText: 'done' }).waitFor()
  await state(page, 'Everything works').waitFor()
})

test('a service that is stopped by a signal is told of on every page', async () => {
  const { page, home } = visit
  await page.goto(`${home}/services/prompt-web`)
  process.kill(visit.product.pidOf('prompt-web'), 'SIGSTOP')
  await page.locator('.pill-bad, .pill-warn').waitFor(within)
  await page.goto(home)
  await page.getByText('as it gave no sign of life').first().waitFor(within)
  await state(page, /^It works, with/).waitFor()
})

test('the log goes on as it is written, and only with what is meant', async () => {
  const { page, home, product } = visit
  const [meant, other] = ['console-test-meant', 'console-test-other']
  await page.goto(`${home}/logs?request=${meant}`)
  const log = page.getByRole('log')
  await log.getByText('No line fits').waitFor()
  for (const id of [other, meant]) {
    await fetch(`${product.instance.web.url}/api/v1/prompts/not-there`, {
      headers: { 'x-request-id': id },
    })
  }
  await log.getByText('GET /api/v1/prompts/:name 404').first().click()
  const text = await log.textContent()
  expect(text).toContain(meant)
  expect(text).not.toContain(other)
})

test('a change of the configuration is seen as a diff before it is applied, and taken back', async () => {
  const { page, home } = visit
  const levelNow = async () => {
    const { items } = (await (await fetch(`${home}/api/v1/log-level`)).json()) as {
      items: readonly { service: string; level: string }[]
    }
    return items.find(({ service }) => service === 'prompt-web')?.level
  }
  await page.goto(`${home}/configuration?key=logging.level`)
  await page.getByLabel('logging.level').fill('loud')
  await page.keyboard.press('Enter')
  await page.locator('.setting', { hasText: 'logging.level' }).locator('.fault').waitFor()
  await page.getByLabel('logging.level').fill('debug')
  await page.keyboard.press('Enter')
  const review = page.getByRole('dialog', { name: 'What this changes' })
  await review.locator('del').filter({ hasText: 'info' }).waitFor()
  expect(await review.locator('ins').textContent()).toBe('debug')
  expect(await levelNow()).toBe('info')
  await review.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('Generation 2, kept in').waitFor()
  expect(await levelNow()).toBe('debug')

  await page.getByRole('button', { name: 'Go back to it (generation 1)' }).click()
  await review.getByRole('button', { name: 'Apply' }).click()
  await confirm(page, '1')
  await page.getByText('Generation 3, kept in').waitFor()
  expect(await levelNow()).toBe('info')
  await page.goto(`${home}/audit`)
  await page.getByRole('row', { name: /config\.rollback .* done console/ }).waitFor()
})

test('by keyboard alone: an operation is found, refused, corrected and done', async () => {
  const { page, home } = visit
  await page.goto(home)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('number workers')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Change the number of workers' }).waitFor()
  await tabTo(page, 'Workers')
  await page.keyboard.type('5000')
  await page.keyboard.press('Enter')
  await page.locator('.fault').filter({ hasText: '1000' }).waitFor()
  await tabTo(page, 'Workers')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: 'done' }).waitFor()
})

/** Goes on by Tab to the field with a label; a page has fewer stops than this. */
async function tabTo(page: Page, label: string): Promise<void> {
  const field = page.getByLabel(label)
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab')
    if ((await field.and(page.locator(':focus')).count()) === 1) return
  }
  throw new Error(`no Tab leads to ${label}`)
}

test('a page whose supervisor has gone says so, and shows what was true last', async () => {
  const { page, home, product } = visit
  const context = await visit.browser.newContext({ locale: 'en-US' })
  const other = await context.newPage()
  await other.goto(home)
  await page.close()
  await product.stop()
  await other.getByText('The supervisor does not answer.').waitFor()
  expect(await other.getByRole('heading', { level: 1 }).count()).toBe(1)
  await context.close()
})
