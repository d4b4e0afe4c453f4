import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, startTestApp } from '../../test-app.ts'
import { open, post, textOf } from '../browse.ts'
import { changePrompt, generationOf, setLabel } from './change-prompt.ts'

/** A prompt with two versions, the first of which is labelled production. */
async function startWithTwo(): Promise<FastifyInstance> {
  const { app } = await startTestApp()
  await savePrompt(app)
  await changePrompt(app, 'linux-terminal', {
    content: 'Second',
    variables: [{ name: 'later' }],
    message: 'Say less <i>',
  })
  await setLabel(app, 'linux-terminal', 'production', { version: 1 })
  return app
}

describe('the history', () => {
  test('lists versions newest first with their labels, who, with what and why', async () => {
    const app = await startWithTwo()
    const page = await open(app, '/prompts/linux-terminal/history')
    expect(textOf(page)).toMatch(
      /Version 2 newest Say less <i> .* by ada with claude .*Version 1 Label production No message/,
    )
  })

  test('offers any two versions to compare, the newest two at first', async () => {
    const app = await startWithTwo()
    const { body } = await open(app, '/prompts/linux-terminal/history')
    expect(body).toContain('<form action="/prompts/linux-terminal/diff" method="get">')
    expect(body).toContain('<input type="radio" name="from" value="1" checked>')
    expect(body).toContain('<input type="radio" name="to" value="2" checked>')
  })

  test('of one version offers nothing to compare', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    expect((await open(app, '/prompts/linux-terminal/history')).body).not.toContain('radio')
  })
})

describe('a version', () => {
  test('stays readable, with a way to its neighbours and to what changed', async () => {
    const app = await startWithTwo()
    const page = await open(app, '/prompts/linux-terminal/versions/1')
    expect(textOf(page)).toContain('Act as a terminal.')
    expect(textOf(page)).not.toContain('later')
    expect(page.body).toContain('href="/prompts/linux-terminal/versions/2"')
    expect(page.body).toContain('href="/prompts/linux-terminal/diff?from=1&amp;to=2"')
    expect(page.body).not.toContain('href="/prompts/linux-terminal/versions/0"')
  })

  test.each([
    ['3', 404, 'has no version 3'],
    ['0', 422, 'does not fit'],
    ['x', 422, 'does not fit'],
  ])('%s is answered with a page', async (n, status, words) => {
    const app = await startWithTwo()
    const page = await open(app, `/prompts/linux-terminal/versions/${n}`)
    expect(page.statusCode).toBe(status)
    expect(textOf(page)).toContain(words)
  })
})

describe('restoring', () => {
  const path = '/prompts/linux-terminal/versions/1/restore'

  test('makes the old text the newest version, and says where the labels stay', async () => {
    const app = await startWithTwo()
    const page = await open(app, '/prompts/linux-terminal/versions/1')
    expect(page.body).toContain('value="Restore version 1"')
    expect((await open(app, '/prompts/linux-terminal/versions/2')).body).not.toContain('/restore"')
    const generation = await generationOf(app, 'linux-terminal')
    const answer = await post(app, path, { generation, message: 'Back to the roots' })
    expect(answer.statusCode).toBe(303)
    const shown = await open(app, `${answer.headers.location}`)
    expect(textOf(shown)).toContain('Version 1 is restored, as version 3.')
    expect(textOf(shown)).toContain('AI clients still get version 1.')
    const history = textOf(await open(app, '/prompts/linux-terminal/history'))
    expect(history).toMatch(/Version 3 newest Back to the roots .* by local with browser/)
  })

  test.each([{ generation: '1' }, { generation: 'x' }, {}])(
    'is refused if the prompt changed since it was looked at: %o',
    async (fields) => {
      const app = await startWithTwo()
      const answer = await post(app, path, fields)
      expect(answer.statusCode).toBe(412)
      expect(textOf(answer)).toContain('has changed since')
      expect(textOf(answer)).toContain('Version 1 of 2')
      expect(textOf(await open(app, '/prompts/linux-terminal/history'))).not.toContain('Version 3')
    },
  )

  test('a version that is not there is an error page', async () => {
    const app = await startWithTwo()
    const generation = await generationOf(app, 'linux-terminal')
    const answer = await post(app, path.replace('/1/', '/7/'), { generation })
    expect(answer.statusCode).toBe(404)
    expect(textOf(answer)).toContain('has no version 7')
  })
})
