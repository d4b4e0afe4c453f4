import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct()

beforeAll(async () => {
  await visit.rest.create({
    name: 'lantern',
    title: 'Lantern',
    content: 'Light {{where}}.',
    variables: [{ name: 'where' }],
  })
  await visit.rest.create({ name: 'harbour', title: 'Harbour', content: 'Keep watch.' })
})

const press = (key: string) => visit.page.keyboard.press(key)
const type = (words: string) => visit.page.keyboard.type(words)
const focused = () => visit.page.locator(':focus')

/** Waits for a page that a key led to, and for its scripts, which hear the next key. */
async function arrive(sign: Locator): Promise<void> {
  await sign.waitFor()
  await visit.page.waitForLoadState()
}

const title = (words: string) =>
  arrive(visit.page.getByRole('heading', { level: 1, name: words, exact: true }))
const said = (words: string) =>
  arrive(visit.page.getByRole('status').filter({ hasText: words }).first())

/** More stops than any page of the tour has. */
const manyStops = 120

/** Goes on with Tab until something of this name has the focus. */
async function tabTo(name: RegExp): Promise<void> {
  const wanted = visit.page.locator(
    'a:focus, button:focus, input:focus, select:focus, textarea:focus, [contenteditable]:focus',
  )
  for (let stops = 0; stops < manyStops; stops++) {
    await press('Tab')
    const spoken = await wanted.evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label') ?? element.textContent).join(),
    )
    if (name.test(spoken.trim())) return
  }
  throw new Error(`Tab never came to ${name}`)
}

/** What has the focus, if it cannot be seen: outside of the window, behind something, or unmarked. */
const unseen = `(() => {
  const element = document.activeElement
  const { left, top, right, bottom, width } = element.getBoundingClientRect()
  const marks = [element, element.closest('.row, .chips, .cm-editor, label')].filter(Boolean)
  const isMarked = marks.some((mark) => {
    const { outlineStyle, boxShadow } = getComputedStyle(mark)
    return outlineStyle !== 'none' || boxShadow !== 'none'
  })
  const isInside = width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  if (isInside && isMarked) return []
  return [(isInside ? 'unmarked: ' : 'outside: ') + element.outerHTML.slice(0, 120)]
})()`

test('a prompt is found, opened, edited, saved, labelled, thrown away and taken back', async () => {
  const { page, home, rest } = visit
  await page.goto(home)
  await press('/')
  await type('lante')
  await page.locator('#count').filter({ hasText: 'lante' }).waitFor()
  await press('ArrowDown')
  await press('Enter')
  await title('Lantern')
  await press('e')
  await title('Edit prompt')
  await tabTo(/^Text of message 1/)
  await press('Control+End')
  await type(' And shine.')
  await press('Control+s')
  await title('Lantern')
  expect((await rest.get('lantern')).version.messages[0]?.text).toBe('Light {{where}}. And shine.')
  await tabTo(/Set a label/)
  await press('Enter')
  await page.locator('#new-label:focus').waitFor()
  await press('Enter')
  await said('production')
  await tabTo(/^Move to trash/)
  await press('Enter')
  await focused().filter({ hasText: 'Keep it' }).waitFor()
  await press('Shift+Tab')
  await press('Enter')
  await said('lantern is in the trash')
  await tabTo(/Undo/)
  await press('Enter')
  await said('lantern is back in the library')
})

test('a dialog that is left with Escape gives the focus back', async () => {
  const { page, home } = visit
  await page.goto(`${home}/prompts/harbour`)
  for (const opener of ['Set a label', 'Move to trash']) {
    await tabTo(new RegExp(`^${opener}`))
    await press('Enter')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await focused().filter({ hasText: opener }).waitFor()
  }
})

test('rows are walked, starred and selected by single keys, which can be turned off', async () => {
  const { page, home } = visit
  await page.goto(`${home}/?sort=title`)
  await press('j')
  await page.locator('.row-link:focus', { hasText: 'Harbour' }).waitFor()
  await press('s')
  await page.locator('#prompt-harbour [aria-pressed="true"]').waitFor()
  await press('x')
  await said('1 selected')
  await press('j')
  await page.locator('.row-link:focus', { hasText: 'Lantern' }).waitFor()
  await press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await page.getByLabel('Keys without Ctrl work').press('Space')
  await press('Escape')
  await page.reload()
  await press('n')
  await press('Control+k')
  await page.locator('#search:focus').waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
})

describe('the first stop of a page', () => {
  test.each(['/', '/prompts/harbour', '/trash'])('%s leads past its head', async (place) => {
    const { page, home } = visit
    await page.goto(`${home}${place}`)
    await press('Tab')
    await focused().filter({ hasText: 'Skip to content' }).waitFor()
    await press('Enter')
    await page.locator('main:focus').waitFor()
    await press('Tab')
    expect(await page.locator('main :focus').count()).toBe(1)
  })
})

test.each(['/', '/prompts/lantern', '/prompts/lantern/edit', '/prompts/lantern/labels', '/import'])(
  'wherever Tab leads on %s, one sees where one is',
  async (place) => {
    const { page, home } = visit
    await page.goto(`${home}${place}`)
    await page.waitForLoadState('networkidle')
    await page.evaluate('document.activeElement.blur()')
    for (let stops = 0; stops < manyStops; stops++) {
      await press('Tab')
      if (await page.evaluate('document.activeElement === document.body')) break
      await expect.poll(() => page.evaluate(unseen), { timeout: 20_000 }).toEqual([])
    }
  },
)
