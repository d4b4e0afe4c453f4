import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { browseProduct } from './browse-product.ts'
import { rewrite, textEditor } from './text-editor.ts'

const browsed = browseProduct()
let context: BrowserContext
let page: Page
let violations: string[]

beforeEach(async () => {
  violations = []
  context = await browsed.browser.newContext()
  await context.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) =>
      reportViolation(event.violatedDirective + ' ' + event.blockedURI))`,
  )
  page = await context.newPage()
  page.on('dialog', (dialog) => void dialog.accept())
})

afterEach(async () => {
  expect(violations).toEqual([])
  await context.close()
})

async function save(name: string, content: string): Promise<void> {
  const response = await fetch(new URL('/api/v1/prompts', browsed.home), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, title: `About ${name}`, content }),
  })
  expect(response.status).toBe(201)
}

async function change(name: string, content: string): Promise<void> {
  const response = await fetch(new URL(`/api/v1/prompts/${name}`, browsed.home), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content }),
  })
  expect(response.status).toBe(200)
}

async function textOfPrompt(name: string): Promise<string> {
  const response = await fetch(new URL(`/api/v1/prompts/${name}?label=latest`, browsed.home))
  const prompt = (await response.json()) as { version: { messages: { text: string }[] } }
  return prompt.version.messages.map(({ text }) => text).join()
}

const text = (message?: number) => textEditor(page, message)
const preview = () => page.getByRole('region', { name: 'Rendered messages' })
const checks = () => page.getByRole('region', { name: 'Checks' })
const title = (name: string) => page.getByRole('heading', { level: 1, name })
const kept = () => page.getByText('Draft kept in this browser').waitFor()

describe('writing', () => {
  test('the preview shows what is written, and a name is declared by a click', async () => {
    await page.goto(`${browsed.home}/prompts/new`)
    await page.getByLabel('Title').fill('Greeting')
    await text().click()
    await page.keyboard.type('Dear {{who}}, good morning.')
    await preview().getByText('Dear {{who}}, good morning.').waitFor()
    await checks().getByRole('button', { name: 'Declare who' }).click()
    await page.getByRole('textbox', { name: 'who', exact: true }).fill('Ada')
    await preview().getByText('Dear Ada, good morning.').waitFor()
    await checks().getByText('Nothing found').waitFor()
    expect(await page.locator('.cm-declared').textContent()).toBe('{{who}}')
    await page.keyboard.press('Control+s')
    await title('Greeting').waitFor()
    expect(await textOfPrompt('greeting')).toBe('Dear {{who}}, good morning.')
  })

  test('who writes before the script has come goes on where the cursor is', async () => {
    await save('early', 'Before.')
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
    await page.route(/editor[^/]*\.js/, async (route) => {
      await isReleased
      await route.continue()
    })
    await page.goto(`${browsed.home}/prompts/early/edit`, { waitUntil: 'commit' })
    await page.locator('textarea.text').first().click()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('Not ')
    release()
    await text().waitFor()
    await page.keyboard.type('long ')
    await page.keyboard.press('Control+s')
    await title('About early').waitFor()
    expect(await textOfPrompt('early')).toBe('Not long Before.')
  })

  test('a finding leads to its place in the text', async () => {
    await save('place', 'First line.\n\nHello {{nobody}}.')
    await page.goto(`${browsed.home}/prompts/place/edit`)
    await checks().getByRole('link', { name: 'Show' }).click()
    const selected = await page.evaluate('getSelection().toString()')
    expect(selected).toBe('{{nobody}}')
  })

  test('Tab leaves the text, and undo brings back what was there', async () => {
    await save('undo', 'Before.')
    await page.goto(`${browsed.home}/prompts/undo/edit`)
    await text().click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' After.')
    await page.keyboard.press('Control+z')
    expect(await text().textContent()).toBe('Before.')
    await page.keyboard.press('Tab')
    const isOutside = await page.evaluate("!document.activeElement.closest('.cm-editor')")
    expect(isOutside).toBe(true)
  })

  test('messages and parts are added, moved and removed, and saved in their order', async () => {
    await page.goto(`${browsed.home}/prompts/new`)
    await page.getByLabel('Title').fill('Order')
    await rewrite(text(), 'Second')
    await page.getByRole('button', { name: 'Add a message' }).click()
    await page.keyboard.type('First')
    await page.getByRole('button', { name: 'Move message 2 up' }).click()
    await page.getByRole('button', { name: 'Add a message' }).click()
    await page.keyboard.type('Gone')
    await page.getByRole('button', { name: 'Remove message 3' }).click()
    await page.keyboard.press('Control+s')
    await title('Order').waitFor()
    expect(await textOfPrompt('order')).toBe('First,Second')
  })
})

describe('no word is lost', () => {
  test('when the page is reloaded', async () => {
    await save('reloaded', 'Saved words.')
    await page.goto(`${browsed.home}/prompts/reloaded/edit`)
    await rewrite(text(), 'Unsaved words.')
    await kept()
    await page.reload()
    await page.getByText('You have unsaved changes').waitFor()
    expect(await text().textContent()).toBe('Saved words.')
    await page.getByRole('button', { name: 'Restore' }).click()
    await preview().getByText('Unsaved words.').waitFor()
    await page.keyboard.press('Control+s')
    await title('About reloaded').waitFor()
    expect(await textOfPrompt('reloaded')).toBe('Unsaved words.')
    await page.goto(`${browsed.home}/prompts/reloaded/edit`)
    await text().waitFor()
    expect(await page.getByText('You have unsaved changes').count()).toBe(0)
  })

  test('when prompt-web is killed before the save', async () => {
    await save('killed', 'Saved words.')
    await page.goto(`${browsed.home}/prompts/killed/edit`)
    await rewrite(text(), 'Written before the kill.')
    process.kill(browsed.product.pidOf('prompt-web'), 'SIGKILL')
    await page.keyboard.press('Control+s')
    const again = page.getByRole('button', { name: /Try again|Save now/ })
    await title('About killed').or(again).first().waitFor()
    if (await again.isVisible()) await again.click()
    await title('About killed').waitFor()
    expect(await textOfPrompt('killed')).toBe('Written before the kill.')
  })

  test('when PromptBin is away while somebody saves', async () => {
    await save('away', 'Saved words.')
    await page.goto(`${browsed.home}/prompts/away/edit`)
    await rewrite(text(), 'Written while it was away.')
    await context.setOffline(true)
    await page.keyboard.press('Control+s')
    await page.getByText('Not saved: PromptBin cannot be reached.').waitFor()
    expect(await text().textContent()).toBe('Written while it was away.')
    await context.setOffline(false)
    await page.getByText('PromptBin is back.').waitFor()
    await page.getByRole('button', { name: 'Save now' }).click()
    await title('About away').waitFor()
    expect(await textOfPrompt('away')).toBe('Written while it was away.')
  })

  test('when somebody else saved first: both changes are merged', async () => {
    await save('merged', 'One.\nTwo.\nThree.\nFour.\n')
    await page.goto(`${browsed.home}/prompts/merged/edit`)
    await rewrite(text(), 'One.\nMine.\nThree.\nMy four.\n')
    await change('merged', 'Their one.\nTheirs.\nThree.\nFour.\n')
    await page.keyboard.press('Control+s')
    await title('Two changes of one prompt').waitFor()
    await page.getByRole('radio', { name: 'Both, one after the other' }).check()
    await page.getByRole('button', { name: 'Save the merge' }).click()
    await title('About merged').waitFor()
    expect(await textOfPrompt('merged')).toBe(
      'Their one.\nTheirs.\nOne.\nMine.\nThree.\nMy four.\n',
    )
    await page.goto(`${browsed.home}/prompts/merged/edit`)
    await text().waitFor()
    expect(await page.getByText('You have unsaved changes').count()).toBe(0)
  })
})
