import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../../test-app.ts'

const path = '/api/v1/export'

async function startWithPrompts(): Promise<FastifyInstance> {
  const { app } = await startTestApp()
  await savePrompt(app)
  await savePrompt(app, { title: 'Poet', content: '=1+1' })
  return app
}

describe('an export', () => {
  test('is everything there is, a prompt a line, as a file to keep', async () => {
    const app = await startWithPrompts()
    const response = await send(app, 'GET', path)
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('application/jsonl')
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="[A-Za-z0-9][A-Za-z0-9._-]*"$/,
    )
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.body.trimEnd().split('\n')).toHaveLength(4)
    expect(response.body).toContain('Act as a terminal.')
  })

  test.each([
    ['dotprompt', 'application/zip', 'PK'],
    ['csv', 'text/csv; charset=utf-8', "'=1+1"],
  ])('as %s is of type %s', async (format, type, content) => {
    const app = await startWithPrompts()
    const response = await send(app, 'GET', `${path}?format=${format}`)
    expect(response.headers['content-type']).toBe(type)
    expect(response.body).toContain(content)
  })

  test('is of some prompts only', async () => {
    const app = await startWithPrompts()
    const one = await send(app, 'GET', `${path}?name=poet`)
    expect(one.body).not.toContain('Act as a terminal.')
    const both = await send(app, 'GET', `${path}?name=poet&name=linux-terminal`)
    expect(both.body).toContain('Act as a terminal.')
  })

  test('of what is not there is an error, not half a file', async () => {
    const app = await startWithPrompts()
    const refused = await send(app, 'GET', `${path}?name=poet&name=nobody`)
    expect(refused.json()).toMatchObject({ status: 404, code: 'PB_PROMPT_NOT_FOUND' })
    expect(refused.headers['content-disposition']).toBeUndefined()
    expect((await send(app, 'GET', `${path}?format=pdf`)).json()).toMatchObject({
      code: 'PB_REQUEST_INVALID',
      errors: [{ pointer: '/format' }],
    })
  })

  test('of more prompts than are read at a time has them all', async () => {
    const { app } = await startTestApp()
    const names = Array.from({ length: 120 }, (_, n) => `prompt-${n}`)
    for (const name of names) await savePrompt(app, { name })
    const lines = (await send(app, 'GET', path)).body.trimEnd().split('\n')
    expect(lines).toHaveLength(122)
    expect(names.filter((name) => !lines.some((line) => line.includes(`"${name}"`)))).toEqual([])
  })
})
