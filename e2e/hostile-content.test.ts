import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { hostileVectors } from './hostile-vectors.ts'
import { createDataFolder, Product } from './product.ts'
import { Rest } from './rest.ts'
import { openWatchedPage, type WatchedPage } from './watched-page.ts'

const data = createDataFolder()
let product: Product
let browser: Browser
let home: string
let watched: WatchedPage
/** The page of somebody who has nothing but links. */
let stranger: WatchedPage
let links: readonly string[]

const nameOf = (index: number) => `vector-${index}`

/** A prompt with a vector in every place that takes text. */
function hostilePrompt(vector: string, index: number): object {
  const short = vector.replaceAll(/[/\n]/g, ' ').trim()
  return {
    name: nameOf(index),
    title: vector,
    description: vector,
    folder: short,
    tags: [short.slice(0, 50).trim()],
    messages: [
      { role: 'system', text: vector },
      { role: 'user', parts: [{ text: `${vector} {{x}}` }, { resource: resourceOf(vector) }] },
    ],
    variables: [
      { name: 'x', default: vector, description: vector, example: vector.slice(0, 200) },
      { name: 'y', type: 'enum', options: [vector.slice(0, 200)] },
    ],
    modelConfig: { [vector]: vector },
    message: vector,
  }
}

function resourceOf(vector: string): object {
  return { uri: `x:${encodeURI(vector)}`, text: vector }
}

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_SHARE_RATE_LIMIT: '1000' })
  home = product.instance.web.url
  browser = await launchBrowser()
  watched = await openWatchedPage(browser, home)
  const rest = new Rest(home)
  await rest.create({ name: 'collected', title: 'All of them', content: 'The first.' })
  const made: string[] = []
  for (const [index, vector] of hostileVectors.entries()) {
    await rest.create(hostilePrompt(vector, index))
    made.push((await rest.share(nameOf(index))).url)
    await rest.change('collected', { content: vector, message: vector })
    await rest.setLabel('collected', 'staging', { version: index + 1, reason: vector })
  }
  links = made
  stranger = await openWatchedPage(browser, new URL(links[0] ?? '').origin)
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  data.remove()
})

/** Opens a page and waits until whatever it loads, or was tricked into loading, has come. */
async function visit(path: string): Promise<void> {
  await watched.page.goto(`${home}${path}`, { waitUntil: 'load' })
}

test('there are at least a hundred vectors, and all of them are in the library', async () => {
  expect(hostileVectors.length).toBeGreaterThanOrEqual(100)
  const stats = await fetch(`${home}/api/v1/stats`)
  expect(await stats.json()).toMatchObject({ prompts: hostileVectors.length + 1 })
})

test.each(hostileVectors.map((vector, index) => [index, vector] as const))(
  'vector %i stays text wherever it is shown: %s',
  async (index, vector) => {
    await visit(`/prompts/${nameOf(index)}`)
    expect(await watched.page.locator('h1').textContent()).toContain(vector.trim())
    await visit(`/prompts/${nameOf(index)}/edit`)
    expect(watched.faults).toEqual([])
    await stranger.page.goto(links[index] ?? '', { waitUntil: 'load' })
    expect(await stranger.page.locator('h1').textContent()).toContain(vector.trim())
    expect(stranger.faults).toEqual([])
  },
)
