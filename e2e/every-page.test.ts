import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { launchBrowser } from './browser.ts'
import { fillLibrary } from './library-to-look-at.ts'
import { createDataFolder, Product } from './product.ts'
import { openWatchedPage, type WatchedPage } from './watched-page.ts'

/** What a person looks at after a run; not kept in the repository. */
const pictures = fileURLToPath(new URL('./output/pages/', import.meta.url))

/** Every page of prompt-web, and how a picture of it is called. */
const pages = {
  library: '/',
  'library-search': '/?q=release',
  'library-filtered': '/?folder=writing&sort=title',
  'library-nothing-found': '/?q=xylophonists',
  'library-trashed-notice': '/?trashed=old-notes',
  'prompt-new': '/prompts/new',
  prompt: '/prompts/release-notes',
  'prompt-plain': '/prompts/house-style',
  'prompt-picture': '/prompts/describe-picture',
  'prompt-edit': '/prompts/release-notes/edit',
  'prompt-history': '/prompts/release-notes/history',
  'prompt-version': '/prompts/release-notes/versions/1',
  'prompt-diff': '/prompts/release-notes/diff?from=1&to=3',
  'prompt-diff-rendered': '/prompts/release-notes/diff?from=1&to=3&view=rendered',
  'prompt-labels': '/prompts/release-notes/labels',
  'prompt-shares': '/prompts/release-notes/shares',
  shares: '/shares',
  trash: '/trash',
  import: '/import',
  export: '/export',
  docs: '/docs',
  connect: '/connect',
  account: '/account',
  accounts: '/accounts',
  tokens: '/tokens',
  'not-found': '/prompts/never-written',
}

const wide = { width: 1280, height: 900 }

/**
 * How each page is looked at. It is loaded once: nothing that it loads depends on the look, for no
 * script of ours asks for it. In the dark only the colours are others.
 */
const looks = {
  light: { colorScheme: 'light', viewport: wide, about: 'everything' },
  dark: { colorScheme: 'dark', viewport: wide, about: 'colours' },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 }, about: 'everything' },
} as const

/** A colour that is on its way to another one has no contrast of its own. */
const context: BrowserContextOptions = { reducedMotion: 'reduce' }

const data = createDataFolder()
let product: Product
let browser: Browser
let home: string
let watched: WatchedPage

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  product = await Product.start(data.path)
  home = product.instance.web.url
  browser = await launchBrowser()
  watched = await openWatchedPage(browser, home, context)
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  data.remove()
})

/** What an answer other than 200 makes the browser say; it is the page that is looked at. */
const isRefusalNote = (fault: string) =>
  /^console: Failed to load resource: .* (404|412|422)/.test(fault)

/** Looks at a page as it stands, in every way. */
async function lookAt({ page, faults }: WatchedPage, name: string): Promise<void> {
  for (const [look, { colorScheme, viewport, about }] of Object.entries(looks)) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: true })
    expect(await accessibilityFaults(page, about), look).toEqual([])
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow, `${look}: pixels to scroll sideways`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(wide)
  expect(faults.filter((fault) => !isRefusalNote(fault))).toEqual([])
}

// Before anything is in it; the pages after it need something to show.
test('the empty library has no fault', async () => {
  await watched.page.goto(home)
  await lookAt(watched, 'library-empty')
  await fillLibrary(home)
})

test.each(Object.entries(pages))('%s has no fault', async (name, path) => {
  await watched.page.goto(`${home}${path}`)
  await watched.page.waitForLoadState('networkidle')
  await lookAt(watched, name)
})

test('a stale save, with both texts, has no fault', async () => {
  const { page } = watched
  await page.goto(`${home}/prompts/stale/edit`)
  await fetch(`${home}/api/v1/prompts/stale`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content: 'What somebody else wrote.' }),
  })
  await page.getByLabel('Title').fill('Changed here')
  await page.getByRole('button', { name: /^save/i }).first().click()
  await page.getByText('What somebody else wrote.').first().waitFor()
  await lookAt(watched, 'prompt-stale')
})

test('a new link, and what a stranger sees at it, has no fault', async () => {
  const { page } = watched
  await page.goto(`${home}/prompts/stale/shares`)
  await page.getByLabel('Works for').selectOption('90 days')
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = page.locator('#share-link')
  await link.waitFor()
  await lookAt(watched, 'prompt-shared')
  const url = (await link.textContent()) ?? ''
  const stranger = await openWatchedPage(browser, new URL(url).origin, context)
  for (const [name, address] of [
    ['shared', url],
    ['shared-gone', `${url}x`],
  ] as const) {
    await stranger.page.goto(address)
    await stranger.page.waitForLoadState('networkidle')
    await lookAt(stranger, name)
  }
})

test('a refused form has no fault', async () => {
  const { page } = watched
  await page.goto(`${home}/prompts/new`)
  await page.locator('form#editor').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: /^save/i }).first().click()
  await page.getByText('is missing').first().waitFor()
  await lookAt(watched, 'prompt-refused')
})
