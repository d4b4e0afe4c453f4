import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { browseProduct } from './browse-product.ts'
import { rewrite, textEditor } from './text-editor.ts'

const browsed = browseProduct()
let page: Page

beforeEach(async () => {
  page = await browsed.browser.newPage()
})

afterEach(() => page.close())

/** Makes a prompt over REST, as somebody else would. */
async function save(title: string, content: string): Promise<void> {
  const response = await fetch(new URL('/api/v1/prompts', browsed.home), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title, content }),
  })
  expect(response.status).toBe(201)
}

/** Changes a prompt over REST, whatever its present state. */
async function change(name: string, content: string): Promise<void> {
  const address = new URL(`/api/v1/prompts/${name}`, browsed.home)
  const { headers } = await fetch(address)
  const response = await fetch(address, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': headers.get('etag') ?? '' },
    body: JSON.stringify({ content }),
  })
  expect(response.status).toBe(200)
}

const title = (name: string) => page.getByRole('heading', { level: 1, name })

describe('without a mouse', () => {
  test('a prompt is written, saved and shown', async () => {
    await page.goto(browsed.home)
    await page.keyboard.press('n')
    await title('New prompt').waitFor()
    await page.keyboard.type('Tea advice')
    await textEditor(page).focus()
    await page.keyboard.type('Advise on green tea.')
    await page.keyboard.press('Control+s')
    await title('Tea advice').waitFor()
    expect(await page.getByRole('main').textContent()).toContain('Advise on green tea.')
  })

  test('a prompt is found and opened', async () => {
    await save('Lighthouse keeper', 'Keep the light.')
    await page.goto(browsed.home)
    await page.keyboard.press('/')
    await page.keyboard.type('lightho')
    await page.getByRole('status').filter({ hasText: 'lightho' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await title('Lighthouse keeper').waitFor()
  })
})

describe('an error is shown, and what was typed is kept', () => {
  test('a variable with an impossible name', async () => {
    await page.goto(`${browsed.home}/prompts/new`)
    await page.getByLabel('Title').fill('Faulty')
    await rewrite(textEditor(page), 'Keep this text.')
    await page.locator('input[name="variables.0.name"]').fill('1 bad')
    await page.locator('form#editor').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.keyboard.press('Control+s')
    await page.getByText('not beginning with a digit').first().waitFor()
    expect(await textEditor(page).textContent()).toBe('Keep this text.')
  })

  test('a save on top of one that was not seen, with both texts', async () => {
    await save('Shared note', 'First words.')
    await page.goto(`${browsed.home}/prompts/shared-note/edit`)
    await change('shared-note', 'Their words.')
    await rewrite(textEditor(page), 'My words.')
    await page.keyboard.press('Control+s')
    await page.getByText('Their words.').first().waitFor()
    expect(await page.getByRole('main').textContent()).toContain('My words.')
    const kept = await fetch(`${browsed.home}/api/v1/prompts/shared-note`)
    expect(await kept.json()).toMatchObject({ version: { messages: [{ text: 'Their words.' }] } })
  })

  test('a library that cannot be reached while somebody types', async () => {
    await page.goto(browsed.home)
    await page.route('**/*q=*', (route) => route.abort())
    await page.getByRole('searchbox').fill('anything')
    await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor()
  })

  test('a prompt that is not there', async () => {
    const answer = await page.goto(`${browsed.home}/prompts/never-written`)
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('main').textContent()).toContain('never-written')
  })
})

test('reading, searching, writing and saving work without JavaScript', async () => {
  const context = await browsed.browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(`${browsed.home}/prompts/new`)
  await plain.getByLabel('Title').fill('Plain page')
  await plain.getByRole('textbox', { name: /^text/i }).fill('No script was needed.')
  await plain.getByRole('button', { name: /save|create/i }).click()
  await plain.getByRole('heading', { level: 1, name: 'Plain page' }).waitFor()
  await plain.goto(browsed.home)
  await plain.getByRole('searchbox').fill('needed')
  await plain.keyboard.press('Enter')
  await plain.getByRole('link', { name: 'Plain page' }).first().click()
  await plain.getByText('No script was needed.').first().waitFor()
  await context.close()
})
