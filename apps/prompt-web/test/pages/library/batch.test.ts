import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../../test-app.ts'
import { open, textOf } from '../browse.ts'
import { type Pairs, postFrom } from './forms.ts'

async function startWithThree(): Promise<FastifyInstance> {
  const { app } = await startTestApp()
  for (const title of ['One', 'Two', 'Three']) await savePrompt(app, { title, tags: ['all'] })
  return app
}

const chosen: Pairs = [
  ['name', 'one'],
  ['name', 'two'],
]

const act = (app: FastifyInstance, action: string, ...fields: Pairs) =>
  postFrom(app, '/?tag=all', '/batch', [...chosen, ['action', action], ...fields])

const read = async (app: FastifyInstance, name: string) =>
  (await send(app, 'GET', `/api/v1/prompts/${name}`)).json()

test.each([
  ['tag', [['tag', ' new ']], { tags: ['all', 'new'] }],
  ['untag', [['tag', 'all']], { tags: [] }],
  ['move', [['folder', 'a/b']], { folder: 'a/b' }],
  ['star', [], { favourite: true }],
] as const)(
  '%s changes all that are selected and nothing else',
  async (action, fields, expected) => {
    const app = await startWithThree()
    const third = await read(app, 'three')
    const answer = await act(app, action, ...fields)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/?tag=all&changed=2')
    expect(textOf(await open(app, '/?changed=2'))).toContain('2 prompts changed.')
    for (const name of ['one', 'two']) expect(await read(app, name)).toMatchObject(expected)
    expect(await read(app, 'three')).toEqual(third)
  },
)

test('what is so already is told', async () => {
  const app = await startWithThree()
  expect((await act(app, 'unstar')).headers.location).toBe('/?tag=all&changed=0')
  expect(textOf(await open(app, '/?changed=0'))).toContain('Nothing had to be changed.')
})

describe('moving to the trash', () => {
  test('can be undone by one button', async () => {
    const app = await startWithThree()
    const { headers } = await act(app, 'trash')
    expect(headers.location).toBe('/?tag=all&trashed=one&trashed=two')
    const page = await open(app, `${headers.location}`)
    expect(textOf(page)).toContain('2 prompts are in the trash')
    expect(page.body).toContain('<input type="hidden" name="name" value="two">')
    expect(page.body).not.toContain('id="prompt-one"')
    const undone = await postFrom(app, `${headers.location}`, '/trash/restore', chosen)
    expect(undone.headers.location).toBe('/?tag=all&restored=one&restored=two')
    const back = await open(app, `${undone.headers.location}`)
    expect(textOf(back)).toContain('2 prompts are back in the library.')
    expect(back.body).toContain('id="prompt-one"')
  })

  test('is refused for all if one of them is in use, naming who would break', async () => {
    const app = await startWithThree()
    await savePrompt(app, { title: 'Caller', content: '{{> one}}' })
    const page = await act(app, 'trash')
    expect(page.statusCode).toBe(409)
    expect(textOf(page)).toContain('caller')
    expect((await open(app, '/')).body).toContain('id="prompt-two"')
  })

  test('goes on although one of them is in use, if somebody says so when asked', async () => {
    const app = await startWithThree()
    await savePrompt(app, { title: 'Caller', content: '{{> one}}' })
    const asked = await act(app, 'trash')
    expect(textOf(asked)).toContain('Nothing was moved.')
    expect(asked.body).toContain('<input type="hidden" name="name" value="two">')
    const fields: Pairs = [...chosen, ['evenIfUsed', 'yes'], ['action', 'trash']]
    const { headers } = await postFrom(app, '/batch', '/batch', fields)
    expect(headers.location).toBe('/?trashed=one&trashed=two')
    expect((await open(app, '/prompts/one')).statusCode).toBe(404)
  })
})

test('an export is of the selected prompts, as a file', async () => {
  const app = await startWithThree()
  const file = await act(app, 'export-jsonl')
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"$/)
  expect(file.body).toContain('"one"')
  expect(file.body).not.toContain('"three"')
})

describe('what cannot be done is refused on a page', () => {
  test.each([
    ['nothing that is selected', [['action', 'star']], 'nothing is selected'],
    ['nothing to do', chosen, 'it is not known what to do'],
    ['an inherited word', [...chosen, ['action', 'toString']], 'it is not known what to do'],
    ['a tag that is none', [...chosen, ['action', 'tag'], ['tag', '  ']], 'tags'],
    ['a folder that is none', [...chosen, ['action', 'move'], ['folder', 'a//b']], 'folder'],
  ] as [string, Pairs, string][])('%s', async (_, fields, expected) => {
    const app = await startWithThree()
    const page = await postFrom(app, '/', '/batch', fields)
    expect(page.statusCode).toBe(422)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(textOf(page)).toContain(expected)
    expect(await read(app, 'one')).toMatchObject({ tags: ['all'], folder: '', favourite: false })
  })

  test('more than 500 prompts', async () => {
    const app = await startWithThree()
    const many: Pairs = Array.from({ length: 501 }, (_, n) => ['name', `p-${n}`])
    const page = await postFrom(app, '/', '/batch', [...many, ['action', 'star']])
    expect(page.statusCode).toBe(422)
    expect(textOf(page)).toContain('more than 500 are selected')
  })

  test('a prompt that is not there', async () => {
    const app = await startWithThree()
    const fields: Pairs = [...chosen, ['name', 'gone'], ['action', 'star']]
    expect((await postFrom(app, '/', '/batch', fields)).statusCode).toBe(404)
    expect(await read(app, 'one')).toMatchObject({ favourite: false })
  })
})

test('the way back never leads to another site', async () => {
  const app = await startWithThree()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    referer: 'http://evil.example/?q=x',
  }
  const body = 'name=one&action=star'
  const answer = await send(app, 'POST', '/batch', { headers, body })
  expect(answer.headers.location).toBe('/?changed=1')
})
