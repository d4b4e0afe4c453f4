import { afterAll, beforeAll, expect, test } from 'vitest'
import { browseProduct } from './browse-product.ts'
import { createDataFolder, run } from './product.ts'
import { promptbin05Folder } from './promptbin-05-folder.ts'
import { Rest } from './rest.ts'
import { openWatchedPage } from './watched-page.ts'

const browsed = browseProduct()
const former = createDataFolder()
let rest: Rest

beforeAll(() => {
  rest = new Rest(browsed.home)
})

afterAll(() => former.remove())

const statusOf = async (url: string) => (await fetch(url)).status

test('a link is made, copied, read and revoked with the keyboard alone', async () => {
  await rest.create({
    name: 'tea',
    title: 'Tea',
    content: 'Make {{kind}} tea.',
    variables: [{ name: 'kind' }],
  })
  const { page, faults } = await openWatchedPage(browsed.browser, browsed.home)
  await page.goto(`${browsed.home}/prompts/tea`)
  await page.getByRole('link', { name: 'Share', exact: true }).press('Enter')
  await page.getByLabel('Shows').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const url = (await page.locator('#share-link').textContent()) ?? ''
  // The button copies once the page's script is there.
  await page.waitForLoadState()
  await page.locator('.share-link').getByRole('button').press('Enter')
  await page.getByText('Copied').waitFor()

  const stranger = await openWatchedPage(browsed.browser, new URL(url).origin)
  await stranger.page.goto(url)
  expect(await stranger.page.locator('.message-text').textContent()).toBe('Make {{kind}} tea.')
  await stranger.page.getByRole('button', { name: 'Copy', exact: true }).first().press('Enter')
  await stranger.page.getByText('Copied').waitFor()
  expect(stranger.faults).toEqual([])

  await page.reload()
  expect(await page.locator('#share-link').count()).toBe(0)
  await page.getByText('1 view').waitFor()
  await page.getByRole('button', { name: /^Revoke the link/ }).press('Enter')
  await page.getByRole('button', { name: 'Keep it' }).waitFor()
  await page.getByRole('button', { name: 'Revoke', exact: true }).press('Enter')
  await page.getByText('The link is revoked').waitFor()
  expect(await statusOf(url)).toBe(404)
  expect(faults).toEqual([])
})

test('a link is made and read where there are no scripts', async () => {
  await rest.create({ name: 'plain', title: 'Plain', content: 'No script.' })
  const { page } = await openWatchedPage(browsed.browser, browsed.home, {
    javaScriptEnabled: false,
  })
  await page.goto(`${browsed.home}/prompts/plain/shares`)
  await page.getByRole('button', { name: 'Make the link' }).click()
  const url = (await page.locator('#share-link').textContent()) ?? ''
  const context = await browsed.browser.newContext({ javaScriptEnabled: false })
  const strange = await context.newPage()
  await strange.goto(url)
  expect(await strange.locator('.message-text').textContent()).toBe('No script.')
  await context.close()
})

test('a link that PromptBin 0.5 gave out opens here, until it is revoked', async () => {
  const folder = promptbin05Folder(former.path)
  await run(['import', folder, '--json', '--data-dir', browsed.product.dataFolder])
  const { origin } = new URL((await rest.share('code-review')).url)
  const live = `${origin}/s/${'a'.repeat(43)}`
  const shown = await fetch(`${live}.json`)
  expect(shown.status).toBe(200)
  expect(await shown.json()).toMatchObject({ name: 'code-review', title: 'Code Review!' })
  expect(await statusOf(`${origin}/share/${'a'.repeat(43)}/20250801_093000_0a1b2c3d`)).toBe(200)
  expect(await statusOf(`${origin}/s/${'b'.repeat(43)}`)).toBe(404)

  const listed = await fetch(`${browsed.home}/api/v1/shares?prompt=code-review`)
  const { items } = (await listed.json()) as { items: { id: string; views: number }[] }
  const imported = items.find(({ views }) => views === 9)
  await fetch(`${browsed.home}/api/v1/shares/${imported?.id}`, { method: 'DELETE' })
  expect(await statusOf(live)).toBe(404)
  await run(['import', folder, '--json', '--data-dir', browsed.product.dataFolder])
  expect(await statusOf(live)).toBe(404)
})

test('links open again after the service that serves them died', async () => {
  await rest.create({ name: 'lasting', title: 'Lasting', content: 'Still here.' })
  const { url } = await rest.share('lasting')
  const web = browsed.product.instance.services.find(({ name }) => name === 'prompt-web')
  process.kill(web?.pid ?? 0, 'SIGKILL')
  await expect
    .poll(async () => (await rest.share('lasting')).url.slice(0, 17), { timeout: 20_000 })
    .toBe('http://127.0.0.1:')
  const { origin } = new URL((await rest.share('lasting')).url)
  expect(await (await fetch(origin + new URL(url).pathname)).text()).toContain('Still here.')
})
