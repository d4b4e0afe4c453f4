import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../../test-app.ts'
import { open, openPart, postPart, textOf } from '../browse.ts'
import { postFrom } from './forms.ts'

test('an empty library teaches how to write, import and connect', async () => {
  const { app } = await startTestApp()
  const page = await open(app, '/')
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('href="/prompts/new"')
  expect(page.body).toContain('npx promptbin import prompts.csv')
  expect(page.body).toContain('claude mcp add --transport http promptbin http://127.0.0.1:5100/mcp')
})

test('a prompt is listed with its folder, tags and number of variables, each a way on', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, {
    title: 'Tea advice',
    description: 'Finds the right tea.',
    folder: 'home/kitchen',
    tags: ['tea & more'],
    content: '{{kind}}',
    variables: [{ name: 'kind' }],
  })
  const page = await open(app, '/')
  expect(textOf(page)).toContain('1 prompt')
  expect(textOf(page)).toContain('Finds the right tea.')
  expect(textOf(page)).toContain('1 variable')
  expect(page.body).toContain('href="/prompts/tea-advice"')
  expect(page.body).toContain('href="/?folder=home%2Fkitchen"')
  expect(page.body).toContain('href="/?tag=tea+%26+more"')
})

test('a prompt with many tags shows the first of them in the list', async () => {
  const { app } = await startTestApp()
  const tags = Array.from({ length: 8 }, (_, at) => `tag-${at + 1}`)
  await savePrompt(app, { title: 'Tagged', tags })
  const rows = textOf(await open(app, '/'))
    .split('Tagged')
    .slice(1)
    .join()
  expect(rows).toContain('tag-6 and 2 more tags')
  expect(textOf(await open(app, '/prompts/tagged'))).toContain('tag-8')
})

describe('a search', () => {
  test('shows what matched, and keeps the words in its field', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, { title: 'Tea', content: 'Brew it <b>slowly</b>.' })
    await savePrompt(app, { title: 'Coffee' })
    const page = await open(app, '/?q=slow')
    expect(textOf(page)).toContain('1 prompt matches “slow”')
    expect(page.body).toContain('&lt;b&gt;<mark>slowly</mark>&lt;/b&gt;')
    expect(page.body).toContain('name="q" id="search" value="slow"')
    expect(page.body).not.toContain('/prompts/coffee')
  })

  test('that finds nothing says so and offers to write the prompt', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const page = await open(app, '/?q=green+tea')
    expect(textOf(page)).toContain('0 prompts match “green tea”')
    expect(page.body).toContain('href="/prompts/new?title=green%20tea"')
  })

  test('for nothing but blanks is the whole list', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const page = await open(app, '/?q=++&tag=&favourite=&sort=')
    expect(page.body).toContain('<p id="count" role="status">1 prompt</p>')
    expect(page.body).toContain('href="/prompts/linux-terminal"')
  })

  test('as you type answers with results only and the address to show', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const answer = await openPart(app, '/?q=linux+term&tag=')
    expect(answer.body).not.toContain('<html')
    expect(answer.body).toContain('<p id="count" role="status">1 prompt matches “linux term”</p>')
    expect(answer.headers['hx-replace-url']).toBe('/?q=linux+term')
    expect(answer.headers.vary).toContain('HX-Request')
  })
})

test('a misspelt word is corrected, and the page says so', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Translation' })
  const page = await open(app, '/?q=transaltion')
  expect(textOf(page)).toContain('No prompt has “transaltion”. Showing results for translation .')
  expect(textOf(page)).toContain('1 prompt matches “translation”')
})

test('labels stand on a row with the version that they are on', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  await send(app, 'PUT', '/api/v1/prompts/linux-terminal/labels/production', {
    body: { version: 1 },
  })
  expect(textOf(await open(app, '/'))).toContain('Label production on version 1')
})

test('the order is a link each, and the one that holds is marked', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Beta' })
  await savePrompt(app, { title: 'Alpha' })
  const page = await open(app, '/?sort=title')
  expect(page.body).toMatch(/href="\/\?sort=title" aria-current="true">/)
  expect(page.body.indexOf('/prompts/alpha')).toBeLessThan(page.body.indexOf('/prompts/beta'))
  expect((await open(app, '/?sort=sideways')).statusCode).toBe(422)
})

test('a star is set and taken off from the list, which stays where it was', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const star = (favourite: string) =>
    postFrom(app, '/?q=linux&trashed=gone', '/prompts/linux-terminal/favourite', [
      ['view', 'row'],
      ['favourite', favourite],
    ])
  const set = await star('yes')
  expect(set.statusCode).toBe(303)
  expect(set.headers.location).toBe('/?q=linux')
  expect((await open(app, '/?favourite=true')).body).toContain('aria-pressed="true"')
  await star('no')
  expect(textOf(await open(app, '/?favourite=true'))).toContain('0 prompts')
})

test('a star answers htmx with itself', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const fields = { view: 'row', favourite: 'yes' }
  const answer = await postPart(app, '/prompts/linux-terminal/favourite', fields)
  expect(answer.body).toMatch(/^<form class="row-star"/)
  expect(answer.body).toContain('aria-pressed="true" aria-label="Favourite: Linux Terminal"')
})

describe('a long list', () => {
  async function startLongList() {
    const { app } = await startTestApp()
    for (let n = 1; n <= 51; n++) await savePrompt(app, { title: `Prompt ${n}` })
    const first = await open(app, '/')
    const [, next = ''] = /<a class="button" href="(\/\?cursor=[^"]+)"/.exec(first.body) ?? []
    return { app, first, next }
  }

  test('goes on at a plain link, from where there is a way back', async () => {
    const { app, first, next } = await startLongList()
    expect(first.body.match(/class="row"/g)).toHaveLength(50)
    const second = await open(app, next)
    expect(second.body.match(/class="row"/g)).toHaveLength(1)
    expect(second.body).toContain('href="/prompts/prompt-1"')
    expect(textOf(second)).toContain('Back to the beginning')
  })

  test('grows in place with scripts', async () => {
    const { app, next } = await startLongList()
    const rows = await openPart(app, next)
    expect(rows.body).toMatch(/^<li class="row"/)
    expect(rows.body).not.toContain('Show more')
    expect(rows.headers['hx-replace-url']).toBeUndefined()
  })
})

test('a cursor that no list gave out is a page that leads back', async () => {
  const { app } = await startTestApp()
  const page = await open(app, '/?cursor=forged')
  expect(page.statusCode).toBe(400)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(textOf(page)).toContain('Begin again at the top')
})

test('an error while you type goes to the place for messages, not into the results', async () => {
  const { app } = await startTestApp()
  const answer = await openPart(app, `/?q=${'x'.repeat(1_001)}`)
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['hx-retarget']).toBe('#connection')
  expect(answer.body).toContain('PB_REQUEST_INVALID')
  expect(answer.body).not.toContain('<html')
})

test('going back to a page asks for its history restored as a whole page', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const headers = { 'hx-request': 'true', 'hx-request-type': 'full' }
  expect((await send(app, 'GET', '/', { headers })).body).toContain('<html')
})
