import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, startTestApp } from '../../test-app.ts'
import { type Fields, open, post, textOf } from '../browse.ts'
import { changePrompt, generationOf, setLabel } from './change-prompt.ts'

const address = '/prompts/linux-terminal'

async function startWithTwo(): Promise<FastifyInstance> {
  const { app } = await startTestApp()
  await savePrompt(app)
  await changePrompt(app, 'linux-terminal', { content: 'Second' })
  return app
}

/** Sends the form of a label as it stands on the page of the prompt. */
async function change(app: FastifyInstance, fields: Fields) {
  const generation = await generationOf(app, 'linux-terminal')
  return post(app, `${address}/labels`, { generation, place: 'prompt', ...fields })
}

describe('a label', () => {
  test('is set, and the page says where it stands', async () => {
    const app = await startWithTwo()
    const answer = await change(app, {
      do: 'set',
      label: 'production',
      version: '1',
      reason: 'It is good',
    })
    expect(answer.statusCode).toBe(303)
    const page = await open(app, `${answer.headers.location}`)
    expect(textOf(page)).toContain('The label production stands on version 1.')
    expect(textOf(page)).toContain('production → version 1')
    expect(textOf(page)).toContain('by local : It is good')
    expect(page.body).toContain('Act as a terminal.')
  })

  test('is moved, and rolled back at one click', async () => {
    const app = await startWithTwo()
    await change(app, { do: 'set', label: 'production', version: '1' })
    expect(textOf(await open(app, address))).not.toContain('Roll back to')
    await change(app, { do: 'set', label: 'production', version: '2' })
    expect(textOf(await open(app, address))).toContain('Roll back to 1 , label production')
    const answer = await change(app, { do: 'rollback', label: 'production', reason: 'Worse' })
    expect(textOf(await open(app, `${answer.headers.location}`))).toContain('stands on version 1.')
  })

  test('is not rolled back twice by two clicks on the same page', async () => {
    const app = await startWithTwo()
    await change(app, { do: 'set', label: 'production', version: '1' })
    await change(app, { do: 'set', label: 'production', version: '2' })
    const generation = await generationOf(app, 'linux-terminal')
    const fields = { do: 'rollback', label: 'production', generation }
    expect((await change(app, fields)).statusCode).toBe(303)
    const again = await change(app, fields)
    expect(again.statusCode).toBe(412)
    expect(textOf(again)).toContain('has changed since you looked at it')
    expect(textOf(again)).toContain('production → version 1')
  })

  test('is removed', async () => {
    const app = await startWithTwo()
    await change(app, { do: 'set', label: 'staging', version: '1' })
    const answer = await change(app, { do: 'remove', label: 'staging' })
    const text = textOf(await open(app, `${answer.headers.location}`))
    expect(text).toContain('The label staging stands on no version now.')
    expect(text).not.toContain('staging → version')
  })

  test('that is protected refuses to move, in words that say what to do', async () => {
    const app = await startWithTwo()
    await change(app, { do: 'set', label: 'production', version: '1' })
    const done = await change(app, { do: 'protect', label: 'production' })
    expect(textOf(await open(app, `${done.headers.location}`))).toContain('and is protected.')
    for (const fields of [{ do: 'set', version: '2' }, { do: 'rollback' }, { do: 'remove' }]) {
      const answer = await change(app, { label: 'production', reason: 'Please', ...fields })
      expect(answer.statusCode).toBe(409)
      expect(textOf(answer)).toContain('is protected')
      expect(textOf(answer)).toContain('Take the protection off')
      expect(textOf(answer)).toContain('production protected → version 1')
    }
    await change(app, { do: 'unprotect', label: 'production' })
    const moved = await change(app, { do: 'set', label: 'production', version: '2' })
    expect(moved.statusCode).toBe(303)
  })

  test.each([
    [{ label: 'latest', version: '1' }, 422, 'is always the newest version'],
    [{ label: 'production', version: '7' }, 404, 'has no version 7'],
    [{ label: 'production', version: 'x' }, 404, 'has no version 0'],
    [{ label: 'Not a label!', version: '1' }, 422, ''],
    [{ label: '', version: '1' }, 422, ''],
    [{ label: 'production', version: '1', generation: '1' }, 412, 'has changed since'],
  ])('is refused with what was typed still there: %o', async (fields, status, words) => {
    const app = await startWithTwo()
    const answer = await change(app, { do: 'set', reason: 'Because <b>', ...fields })
    expect(answer.statusCode).toBe(status)
    expect(textOf(answer)).toContain(words)
    expect(answer.body).toContain('value="Because &lt;b&gt;"')
    expect(answer.body).toContain(`value="${fields.label}" required`)
    expect(textOf(await open(app, address))).not.toContain('production →')
  })

  test('that is not there cannot be rolled back or removed', async () => {
    const app = await startWithTwo()
    expect((await change(app, { do: 'rollback', label: 'nope' })).statusCode).toBe(404)
    expect((await change(app, { do: 'remove', label: 'nope' })).statusCode).toBe(404)
  })
})

describe('the page of labels', () => {
  test('tells every move: who, with what, from where to where, and why', async () => {
    const app = await startWithTwo()
    await setLabel(app, 'linux-terminal', 'production', { version: 1, reason: 'First <i>' })
    await change(app, { do: 'set', label: 'production', version: '2', reason: 'Better' })
    await change(app, { do: 'remove', label: 'production' })
    const text = textOf(await open(app, `${address}/labels`))
    expect(text).toMatch(
      /production 2 → to nowhere local with browser none .*production 1 → to 2 local with browser Better .*production nowhere → to 1 local with api First <i>/,
    )
  })

  test('comes back to itself, and proposes the version that it was asked for', async () => {
    const app = await startWithTwo()
    const page = await open(app, `${address}/labels?version=1`)
    expect(page.body).toMatch(/id="new-label-version"[^>]*>.*<option value="1" selected>/s)
    const answer = await change(app, { do: 'set', label: 'beta', version: '1', place: 'labels' })
    expect(answer.headers.location).toBe(`${address}/labels?done=label%3Abeta`)
    expect(textOf(await open(app, `${answer.headers.location}`))).toContain(
      'The label beta stands on version 1.',
    )
  })
})
