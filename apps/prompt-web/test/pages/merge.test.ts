import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { type Fields, fieldsOf, open, post, textOf } from './browse.ts'

const base = 'One.\nTwo.\nThree.\nFour.\nFive.\n'

async function stored(app: FastifyInstance) {
  return (await send(app, 'GET', '/api/v1/prompts/note')).json()
}

/** Two people began with the same; the other one has saved `theirs` before `mine` is sent. */
async function bothChanged(theirs: object, mine: Fields) {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Note', name: 'note', content: base, tags: ['a'] })
  const fields = fieldsOf(await open(app, '/prompts/note/edit'))
  const answer = await send(app, 'PATCH', '/api/v1/prompts/note', {
    headers: { 'if-match': '*', 'x-promptbin-author': 'ada' },
    body: theirs,
  })
  expect(answer.statusCode).toBe(200)
  const page = await post(app, '/prompts/note/edit', { ...fields, message: 'Why', ...mine })
  return { app, page, fields: fieldsOf(page) }
}

const text = 'messages.0.parts.0.text'

describe('a save of what somebody else changed meanwhile', () => {
  test('saves nothing and shows both texts', async () => {
    const { app, page } = await bothChanged({ content: 'Theirs.' }, { [text]: 'Mine.' })
    expect(page.statusCode).toBe(412)
    expect(textOf(page)).toContain('nothing was saved')
    expect(textOf(page)).toContain('What you wrote Mine.')
    expect(textOf(page)).toContain('In the library now Theirs.')
    expect((await stored(app)).version.messages[0].text).toBe('Theirs.')
  })

  test('is merged line by line where both fit together', async () => {
    const { app, fields } = await bothChanged(
      { content: base.replace('One', 'First'), folder: 'theirs' },
      { [text]: base.replace('Five', 'Fifth'), tags: 'a, mine' },
    )
    const saved = await post(app, '/prompts/note/merge', fields)
    expect(saved.headers.location).toBe('/prompts/note?saved=version')
    expect(await stored(app)).toMatchObject({
      latest: 3,
      folder: 'theirs',
      tags: ['a', 'mine'],
      version: { messages: [{ text: 'First.\nTwo.\nThree.\nFour.\nFifth.\n' }], message: 'Why' },
    })
  })

  test.each([
    ['mine', 'One.\nMine.\nThree.\nFour.\nFive.\n'],
    ['theirs', 'One.\nTheirs.\nThree.\nFour.\nFive.\n'],
    ['both', 'One.\nTheirs.\nMine.\nThree.\nFour.\nFive.\n'],
  ])('asks about lines that both changed, and takes %s', async (side, merged) => {
    const { app, fields } = await bothChanged(
      { content: base.replace('Two', 'Theirs') },
      { [text]: base.replace('Two', 'Mine') },
    )
    const refused = await post(app, '/prompts/note/merge', fields)
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain('a decision is missing')
    const chosen = { ...fieldsOf(refused), [`choose.${text}.0`]: side }
    expect((await post(app, '/prompts/note/merge', chosen)).statusCode).toBe(303)
    expect((await stored(app)).version.messages[0].text).toBe(merged)
  })

  test('asks about a field that both changed, and suggests one that only one did', async () => {
    const { app, fields } = await bothChanged(
      { title: 'Their title', description: 'Their words' },
      { title: 'My title', folder: 'mine' },
    )
    expect(fields).toMatchObject({ 'choose.description': 'theirs', 'choose.folder': 'mine' })
    expect(fields).not.toHaveProperty('choose.title')
    await post(app, '/prompts/note/merge', { ...fields, 'choose.title': 'mine' })
    expect(await stored(app)).toMatchObject({
      title: 'My title',
      description: 'Their words',
      folder: 'mine',
    })
  })

  test('merges variables by name, and added messages of both', async () => {
    const { app, fields } = await bothChanged(
      {
        messages: [
          { role: 'user', text: base },
          { role: 'assistant', text: 'Theirs' },
        ],
        variables: [{ name: 'theirs' }],
      },
      {
        'messages.1.role': 'user',
        'messages.1.parts.0.text': 'Mine',
        'variables.0.name': 'mine',
      },
    )
    await post(app, '/prompts/note/merge', { ...fields, 'choose.messages.added': 'both' })
    const { version } = await stored(app)
    expect(version.variables).toEqual([{ name: 'theirs' }, { name: 'mine' }])
    expect(version.messages.map((message: { text: string }) => message.text)).toEqual([
      base,
      'Theirs',
      'Mine',
    ])
  })

  test('asks which messages to take where they no longer fit together', async () => {
    const { app, fields } = await bothChanged(
      { messages: [{ role: 'user', parts: [{ text: 'Theirs' }, { text: 'Second' }] }] },
      { [text]: 'Mine.' },
    )
    await post(app, '/prompts/note/merge', { ...fields, 'choose.messages': 'mine' })
    expect((await stored(app)).version.messages).toEqual([{ role: 'user', text: 'Mine.' }])
  })

  test('goes on in the editor with the merge, based on what the library holds', async () => {
    const { app, fields } = await bothChanged(
      { content: base.replace('One', 'First') },
      { [text]: base.replace('Five', 'Fifth') },
    )
    const editor = await post(app, '/prompts/note/merge', { ...fields, do: 'keep' })
    expect(editor.statusCode).toBe(200)
    const merged = fieldsOf(editor)
    expect(merged[text]).toBe('First.\nTwo.\nThree.\nFour.\nFifth.\n')
    const saved = await post(app, '/prompts/note/edit', { ...merged, title: 'Merged' })
    expect(saved.headers.location).toBe('/prompts/note?saved=version')
  })

  test('is merged anew when the library changes once more', async () => {
    const { app, fields } = await bothChanged({ content: 'Theirs.' }, { [text]: 'Mine.' })
    await send(app, 'PATCH', '/api/v1/prompts/note', {
      headers: { 'if-match': '*' },
      body: { content: 'Third.' },
    })
    const decided = { ...fields, [`choose.${text}.0`]: 'mine' }
    const page = await post(app, '/prompts/note/merge', decided)
    expect(page.statusCode).toBe(412)
    expect(textOf(page)).toContain('In the library now Third.')
    const again = { ...fieldsOf(page), [`choose.${text}.0`]: 'mine' }
    expect((await post(app, '/prompts/note/merge', again)).statusCode).toBe(303)
    expect((await stored(app)).version.messages[0].text).toBe('Mine.')
  })

  test('is shown first where nobody knows what it was begun with', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, { title: 'Note', name: 'note', content: base })
    const { begun: _, ...fields } = fieldsOf(await open(app, '/prompts/note/edit'))
    const page = await post(app, '/prompts/note/edit', { ...fields, [text]: 'Mine.' })
    expect(page.statusCode).toBe(412)
    expect((await stored(app)).version.messages[0].text).toBe(base)
  })

  test('needs no merge when both wrote the same, as after an answer that was lost', async () => {
    const { app, page } = await bothChanged({ content: 'Same.' }, { [text]: 'Same.' })
    expect(page.headers.location).toBe('/prompts/note?saved=nothing')
    expect((await stored(app)).latest).toBe(2)
  })

  test('keeps every word when the merge cannot be saved', async () => {
    const { app, fields } = await bothChanged({ folder: 'theirs' }, { title: ' ', [text]: 'Mine.' })
    const page = await post(app, '/prompts/note/merge', fields)
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('id="title-fault"')
    expect(fieldsOf(page)).toMatchObject({ [text]: 'Mine.', folder: 'theirs' })
  })
})
