import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/prompts/greeting'
const anyState = { 'if-match': '*' }

async function startWithVersions(): Promise<FastifyInstance> {
  const { app } = await startTestApp()
  await savePrompt(app, {
    title: 'Greeting',
    content: 'Hello {{who}}.',
    variables: [{ name: 'who', example: 'Ada' }],
  })
  await send(app, 'PATCH', path, { body: { content: 'Goodbye {{who}}.' }, headers: anyState })
  return app
}

describe('an old version', () => {
  test('becomes the newest, as a new one, with the reason', async () => {
    const app = await startWithVersions()
    const restored = await send(app, 'POST', `${path}/versions/1/restore`, {
      body: { message: 'It was better.' },
      headers: anyState,
    })
    expect(restored.statusCode).toBe(200)
    expect(restored.json()).toMatchObject({
      latest: 3,
      version: { n: 3, message: 'It was better.', messages: [{ text: 'Hello {{who}}.' }] },
    })
  })

  test('is restored only over the state that was seen', async () => {
    const app = await startWithVersions()
    const url = `${path}/versions/1/restore`
    expect((await send(app, 'POST', url)).json()).toMatchObject({ code: 'PB_IF_MATCH_REQUIRED' })
    const stale = await send(app, 'POST', url, { headers: { 'if-match': '"1"' } })
    expect(stale.json()).toMatchObject({ status: 412, code: 'PB_PROMPT_CHANGED' })
  })
})

describe('two versions', () => {
  const changedText = (diff: { messages: { parts: { text: { hunks: object[] } }[] }[] }) =>
    JSON.stringify(diff.messages[0]?.parts[0]?.text.hunks)

  test('are compared as they are written', async () => {
    const app = await startWithVersions()
    const diff = (await send(app, 'GET', `${path}/diff?from=1&to=2`)).json()
    expect(diff).toMatchObject({ same: false, messages: [{ change: 'changed' }] })
    expect(changedText(diff)).toContain('{{who}}')
    expect((await send(app, 'GET', `${path}/diff?from=2&to=2`)).json()).toMatchObject({
      same: true,
    })
  })

  test('are compared as they are rendered, with examples for what has no default', async () => {
    const app = await startWithVersions()
    const diff = (await send(app, 'GET', `${path}/diff?from=1&to=2&rendered=true`)).json()
    expect(changedText(diff)).toContain('Ada')
    expect(changedText(diff)).not.toContain('{{who}}')
  })

  test('are not compared with what is not there', async () => {
    const app = await startWithVersions()
    expect((await send(app, 'GET', `${path}/diff?from=1&to=9`)).json()).toMatchObject({
      code: 'PB_VERSION_NOT_FOUND',
    })
    expect((await send(app, 'GET', `${path}/diff?from=1`)).json()).toMatchObject({
      code: 'PB_REQUEST_INVALID',
      errors: [{ pointer: '/to' }],
    })
  })
})

describe('a preview', () => {
  const preview = async (body: object) => {
    const app = await startWithVersions()
    const answer = await send(app, 'POST', '/api/v1/preview', { body })
    expect(answer.statusCode, answer.body).toBe(200)
    expect((await send(app, 'GET', '/api/v1/stats')).json()).toMatchObject({ prompts: 1 })
    return answer.json()
  }

  test('renders a draft within the library, and saves nothing', async () => {
    const draft = {
      title: 'New',
      content: '{{> greeting}} {{mood}}',
      variables: [{ name: 'mood' }],
    }
    const { rendering, variables } = await preview({
      draft,
      arguments: { who: 'Bo', mood: 'Cheers' },
    })
    expect(rendering.text).toBe('Goodbye Bo. Cheers')
    expect(variables.map(({ name }: { name: string }) => name)).toEqual(['mood', 'who'])
  })

  test('names what is included and is not there, or leads back to itself', async () => {
    const draft = { title: 'New', content: '{{> nobody}} {{> greeting}}' }
    const { rendering, lint } = await preview({ draft, name: 'greeting' })
    expect(rendering.text).toBe('{{> nobody}} {{> greeting}}')
    const broken = lint.filter(({ code }: { code: string }) => code === 'broken-include')
    expect(broken).toHaveLength(2)
  })

  test('of a draft that could not be saved names its fields', async () => {
    const app = await startWithVersions()
    const draft = { title: 'New', content: 'x', variables: [{ name: 'a' }, { name: 'a' }] }
    const refused = await send(app, 'POST', '/api/v1/preview', { body: { draft } })
    expect(refused.json()).toMatchObject({ status: 422, code: 'PB_PROMPT_INVALID' })
  })
})

test('what was used last is noted', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Greeting' })
  expect((await send(app, 'GET', path)).json().usedAt).toBeNull()
  await send(app, 'POST', `${path}/render`)
  await expect
    .poll(async () => (await send(app, 'GET', path)).json().usedAt, { timeout: 10_000 })
    .not.toBeNull()
})
