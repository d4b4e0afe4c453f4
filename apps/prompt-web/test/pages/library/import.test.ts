import { describe, expect, test } from 'vitest'
import { send, startTestApp } from '../../test-app.ts'
import { open, post, textOf } from '../browse.ts'
import { type ChosenFile, upload } from './forms.ts'

const table: ChosenFile = {
  name: 'prompts.csv',
  content:
    'act,prompt,for_devs,type,contributor\n"Linux Terminal","Act as a terminal.",TRUE,TEXT,f\n"Tea <b>","Talk of tea.",FALSE,TEXT,f\n',
}

const check = [['dryRun', 'true']] as const
const really = [['dryRun', 'false']] as const

const prompts = async (app: Parameters<typeof send>[0]) =>
  (await send(app, 'GET', '/api/v1/stats')).json().prompts

test('the page names what can be read, and the command', async () => {
  const { app } = await startTestApp()
  const page = await open(app, '/import')
  expect(textOf(page)).toContain('PromptBin 0.5 data folder')
  expect(textOf(page)).toContain('npx promptbin import')
  expect(page.body).toContain('enctype="multipart/form-data"')
})

describe('without scripts', () => {
  test('a check tells what would happen and changes nothing', async () => {
    const { app } = await startTestApp()
    const page = await upload(app, check, [table])
    expect(page.statusCode).toBe(200)
    expect(textOf(page)).toContain('Nothing was changed yet.')
    expect(textOf(page)).toContain('prompts.csv 2 would be created')
    expect(await prompts(app)).toBe(0)
  })

  test('an import tells what it did, and leads to the prompts', async () => {
    const { app } = await startTestApp()
    const page = await upload(app, really, [table])
    expect(textOf(page)).toContain('prompts.csv 2 created')
    expect(page.body).toContain('href="/prompts/linux-terminal"')
    expect(await prompts(app)).toBe(2)
    expect(textOf(await upload(app, really, [table]))).toContain('prompts.csv 2 skipped')
  })

  test('several files are told one by one, and one that cannot be read stops no other', async () => {
    const { app } = await startTestApp()
    const broken = { name: '<i>broken.bin', content: new Uint8Array([0, 1, 2, 255]) }
    const page = await upload(app, really, [broken, table])
    expect(page.body).toContain('&lt;i&gt;broken.bin')
    expect(textOf(page)).toContain('Nothing in it was imported.')
    expect(textOf(page)).toContain('prompts.csv 2 created')
  })

  test('what failed is told with its place', async () => {
    const { app } = await startTestApp()
    const content = `${table.content}"No text","",FALSE,TEXT,f\n`
    const page = await upload(app, really, [{ name: 'prompts.csv', content }])
    expect(textOf(page)).toContain('2 created 1 failed')
    expect(textOf(page)).toContain('What failed line 4')
  })
})

describe('the script of the page', () => {
  test('is told step by step, and at the end the same report', async () => {
    const { app } = await startTestApp()
    const rows = Array.from({ length: 600 }, (_, n) => `"Prompt ${n}","${'word '.repeat(50)}",,,f`)
    const content = `act,prompt,for_devs,type,contributor\n${rows.join('\n')}\n`
    const answer = await upload(app, check, [{ name: 'p.csv', content }], 'application/x-ndjson')
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.filter(({ type }) => type === 'progress').length).toBeGreaterThanOrEqual(600 / 20)
    const { counts, html } = lines.at(-1)
    expect(counts).toEqual({ created: 600, updated: 0, skipped: 0, failed: 0 })
    expect(html).toContain('and 400 more')
    expect(html.match(/report-place/g)).toHaveLength(200)
  })
})

describe('what cannot be taken is refused on a page', () => {
  test('a form without a file', async () => {
    const { app } = await startTestApp()
    const page = await upload(app, check, [])
    expect(page.statusCode).toBe(422)
    expect(textOf(page)).toContain('No file was chosen.')
  })

  test('a field in which nothing was chosen', async () => {
    const { app } = await startTestApp()
    expect((await upload(app, check, [{ name: '', content: '' }])).statusCode).toBe(422)
  })

  test('more than 16 MiB, told before it is taken in and after', async () => {
    const { app } = await startTestApp()
    const half = { name: 'half.csv', content: new Uint8Array(8 * 1024 * 1024 + 1_000) }
    const page = await upload(app, check, [half, half])
    expect(page.statusCode).toBe(413)
    const whole = { name: 'whole.csv', content: new Uint8Array(17 * 1024 * 1024) }
    expect((await upload(app, check, [whole])).statusCode).toBe(413)
    expect(await prompts(app)).toBe(0)
  })

  test('a form that brings no files, and one that is broken', async () => {
    const { app } = await startTestApp()
    expect((await post(app, '/import', { file: 'x' })).statusCode).toBe(415)
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      'sec-fetch-site': 'same-origin',
    }
    const body = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nact'
    const broken = await send(app, 'POST', '/import', { headers, body })
    expect(broken.statusCode).toBeGreaterThanOrEqual(400)
    expect(broken.statusCode).toBeLessThan(500)
  })

  test('a form of another site', async () => {
    const { app } = await startTestApp()
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      origin: 'http://evil.example',
    }
    const page = await send(app, 'POST', '/import', { headers, body: '--x--\r\n' })
    expect(page.statusCode).toBe(403)
  })
})
