import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../../test-app.ts'
import { open, textOf } from '../browse.ts'

async function startWithTwo() {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Tea', folder: 'home' })
  await savePrompt(app, { title: 'Coffee' })
  return app
}

test('the whole library comes from REST, by a plain form', async () => {
  const app = await startWithTwo()
  const page = await open(app, '/export')
  expect(textOf(page)).toContain('The whole library , 2 prompts.')
  // Sentences stand in paragraphs: what lays out its parts would tear them apart.
  expect(page.body).toContain('<p><b>The whole library</b>, 2 prompts.')
  expect(page.body).toContain('action="/api/v1/export" method="get"')
  for (const format of ['jsonl', 'dotprompt', 'csv']) {
    expect(page.body).toContain(`name="format" value="${format}"`)
    const file = await send(app, 'GET', `/api/v1/export?format=${format}`)
    expect(file.statusCode).toBe(200)
  }
})

test('an empty library has nothing to download', async () => {
  const { app } = await startTestApp()
  expect((await open(app, '/export')).body).toMatch(
    /<button class="button button-primary"[^>]* disabled>/,
  )
})

describe('what a filter finds', () => {
  test('is told, and exported alone', async () => {
    const app = await startWithTwo()
    const page = await open(app, '/export?folder=home&q=tea')
    expect(textOf(page)).toContain('1 prompt with “tea” with these filters: Folder home')
    expect(page.body).toContain('action="/export/file"')
    expect(page.body).toContain('<input type="hidden" name="folder" value="home">')
    expect(page.body).toContain('href="/export?q=tea"')
    const file = await open(app, '/export/file?folder=home&q=tea&format=jsonl')
    expect(file.headers['content-disposition']).toContain('attachment')
    expect(file.body).toContain('"tea"')
    expect(file.body).not.toContain('"coffee"')
  })

  test('is found beyond the first page', async () => {
    const { app } = await startTestApp()
    for (let n = 0; n < 101; n++) await savePrompt(app, { title: `Prompt ${n}`, tags: ['many'] })
    const { body } = await open(app, '/export/file?tag=many&format=jsonl')
    for (const name of ['prompt-0', 'prompt-100']) expect(body).toContain(`"${name}"`)
  })
})

test.each([
  ['a format that is none', '/export/file?format=exe'],
  ['no format', '/export/file?q=tea'],
  ['what nothing fits', '/export/file?q=zzzzzz&format=csv'],
])('%s is refused on a page', async (_, url) => {
  const app = await startWithTwo()
  const page = await open(app, url)
  expect(page.statusCode).toBe(422)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
})
