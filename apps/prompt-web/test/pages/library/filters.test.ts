import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt, send, startTestApp } from '../../test-app.ts'
import { open, textOf } from '../browse.ts'

let app: FastifyInstance

// Nothing here changes the library, so all tests share one.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app, { title: 'Tea', tags: ['hot', 'two words'], folder: 'home/kitchen' })
  await savePrompt(app, { title: 'Ice', tags: ['cold'], folder: 'home', favourite: true })
  await savePrompt(app, { title: 'Menu', content: '{{> tea}}', folder: 'work' })
  await send(app, 'PUT', '/api/v1/prompts/ice/labels/production', { body: { version: 1 } })
  return testApp.close
})

/** The names of the prompts on a page. */
async function found(url: string): Promise<readonly string[]> {
  const { body } = await open(app, url)
  return [...body.matchAll(/id="prompt-([a-z-]+)"/g)].map(([, name = '']) => name).sort()
}

test.each([
  ['/?tag=hot', ['tea']],
  ['/?folder=home', ['ice', 'tea']],
  ['/?label=production', ['ice']],
  ['/?uses=tea', ['menu']],
  ['/?favourite=true', ['ice']],
  ['/?q=tag%3Ahot', ['tea']],
  ['/?q=tag%3A%22two+words%22', ['tea']],
  ['/?q=folder%3Ahome&tag=cold', ['ice']],
  ['/?q=is%3Afavourite&tag=hot', []],
])('%s narrows the list', async (url, names) => {
  expect(await found(url)).toEqual(names)
})

describe('a filter that is set', () => {
  test('is shown with the others, wherever it was written, and leads to the list without it', async () => {
    const page = await open(app, '/?q=tea+tag%3A%22two+words%22&folder=home&sort=title')
    expect(textOf(page)).toContain('1 prompt matches “tea” Folder home (remove this filter)')
    expect(page.body).toContain('href="/?q=tea+tag%3A%22two+words%22&amp;sort=title"')
    expect(page.body).toContain('href="/?q=tea&amp;folder=home&amp;sort=title"')
    expect(page.body).toContain('<a class="set-filters-clear" href="/?q=tea">')
  })

  test('stays set while somebody searches', async () => {
    const { body } = await open(app, '/?folder=home&favourite=true&sort=used')
    expect(body).toContain('<input type="hidden" name="folder" value="home">')
    expect(body).toContain('<input type="hidden" name="favourite" value="true">')
    expect(body).toContain('<input type="hidden" name="sort" value="used">')
  })

  test('is marked in the column, and leads to the list without it there too', async () => {
    const { body } = await open(app, '/?q=i&folder=home')
    expect(body).toMatch(/<a class="filter" href="\/\?q=i" aria-current="true">/)
  })
})

describe('the folders', () => {
  test('are a tree with counts, in which only the way to the folder that is shown is open', async () => {
    expect(textOf(await open(app, '/'))).toContain(
      'analysis 0 prompts coding 0 prompts home 2 prompts work 1 prompt writing 0 prompts',
    )
    expect(textOf(await open(app, '/?folder=home'))).toContain('home 2 prompts kitchen 1 prompt')
  })
})

describe('where nothing fits', () => {
  test('a search within a filter offers the whole library', async () => {
    const page = await open(app, '/?q=ice&folder=work')
    expect(textOf(page)).toContain('Nothing has all of these words within these filters')
    expect(page.body).toContain('href="/?q=ice"')
  })

  test('a filter alone says that nothing is there yet', async () => {
    expect(textOf(await open(app, '/?folder=coding'))).toContain('Nothing here yet')
  })
})

test('every label in use is a filter with its count, the usual ones also before they are used', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Labelled' })
  for (const label of ['beta', 'production']) {
    const address = `/api/v1/prompts/labelled/labels/${label}`
    await send(app, 'PUT', address, { body: { version: 1 } })
  }
  const page = textOf(await open(app, '/'))
  expect(page).toMatch(
    /Labels\s+production\s*1 prompts?\s+staging\s*0 prompts?\s+beta\s*1 prompts?/,
  )
  expect((await send(app, 'GET', '/api/v1/labels')).json()).toEqual({
    items: [
      { name: 'beta', prompts: 1 },
      { name: 'production', prompts: 1 },
    ],
  })
})
