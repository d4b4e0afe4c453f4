import type { Prompt } from '@promptbin/prompts'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/prompts/linux-terminal'

describe('reading with If-None-Match', () => {
  test('is answered 304 without a body while the prompt is as it was', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    for (const header of [`"${generation}"`, `W/"${generation}"`, `"0", "${generation}"`, '*']) {
      const response = await send(app, 'GET', path, { headers: { 'if-none-match': header } })
      expect(response.statusCode, header).toBe(304)
      expect(response.body).toBe('')
      expect(response.headers.etag).toBe(`"${generation}"`)
    }
  })

  test('is answered with the prompt once it changed', async () => {
    const { app } = await startTestApp()
    const before = await savePrompt(app)
    await send(app, 'PATCH', path, { body: { title: 'New' }, headers: { 'if-match': '*' } })
    const response = await send(app, 'GET', path, {
      headers: { 'if-none-match': `"${before.generation}"` },
    })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ title: 'New' })
  })

  test('also by HEAD', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const fresh = await send(app, 'HEAD', path)
    expect(fresh.statusCode).toBe(200)
    expect(fresh.headers.etag).toBe(`"${generation}"`)
    const known = await send(app, 'HEAD', path, { headers: { 'if-none-match': `"${generation}"` } })
    expect(known.statusCode).toBe(304)
  })
})

describe('changing with If-Match', () => {
  const change = (app: Parameters<typeof send>[0], ifMatch: string | undefined) =>
    send(app, 'PATCH', path, {
      body: { content: 'changed' },
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    })

  test('without the header is refused, and says what to do', async () => {
    const { app } = await startTestApp()
    const before = await savePrompt(app)
    const response = await change(app, undefined)
    expect(response.statusCode).toBe(428)
    expect(response.json()).toMatchObject({
      code: 'PB_IF_MATCH_REQUIRED',
      hint: expect.stringContaining('ETag'),
    })
    expect((await send(app, 'GET', path)).json()).toEqual(before)
  })

  test('with the tag of an older state is refused and leaves nothing behind', async () => {
    const { app } = await startTestApp()
    const first = await savePrompt(app)
    const second = (await change(app, `"${first.generation}"`)).json<Prompt>()
    const response = await send(app, 'PATCH', path, {
      body: { title: 'Lost', content: 'lost update' },
      headers: { 'if-match': `"${first.generation}"` },
    })
    expect(response.statusCode).toBe(412)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ code: 'PB_PROMPT_CHANGED' })
    expect((await send(app, 'GET', path)).json()).toEqual(second)
  })

  test('accepts a star and a list that has the current state', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    expect((await change(app, `"999", "${generation}"`)).statusCode).toBe(200)
    expect((await change(app, '*')).statusCode).toBe(200)
  })

  test('never accepts a weak or foreign tag', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    for (const header of [`W/"${generation}"`, '"abc"', '"998", "999"']) {
      expect((await change(app, header)).statusCode, header).toBe(412)
    }
  })

  test('that is no entity tag is refused', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const response = await change(app, String(generation))
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ code: 'PB_ENTITY_TAG_INVALID' })
  })

  test('lets exactly one of several writers at the same moment through', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        send(app, 'PATCH', path, {
          body: { content: `writer ${n}` },
          headers: { 'if-match': `"${generation}"` },
        }),
      ),
    )
    const statuses = answers.map(({ statusCode }) => statusCode).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)])
    expect((await send(app, 'GET', path)).json()).toMatchObject({ latest: 2 })
  })
})

describe('deleting with If-Match', () => {
  test('keeps a prompt that changed meanwhile', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    await send(app, 'PATCH', path, { body: { title: 'New' }, headers: { 'if-match': '*' } })
    const response = await send(app, 'DELETE', path, { headers: { 'if-match': `"${generation}"` } })
    expect(response.statusCode).toBe(412)
    expect((await send(app, 'GET', path)).statusCode).toBe(200)
  })

  test('removes the state that was seen', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const response = await send(app, 'DELETE', path, { headers: { 'if-match': `"${generation}"` } })
    expect(response.statusCode).toBe(204)
  })
})
