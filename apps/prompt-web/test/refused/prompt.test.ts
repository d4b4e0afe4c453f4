import { describe, expect, test } from 'vitest'
import { pointers, useRefusals } from './refusal.ts'

const { refused } = useRefusals()

const prompts = '/api/v1/prompts'
const terminal = '/api/v1/prompts/linux-terminal'
const anyState = { 'if-match': '*' }

describe('a new prompt is refused, and the field is named,', () => {
  test.each([
    ['an empty title', { title: '', content: 'x' }, '/title'],
    ['a blank title', { title: ' \t', content: 'x' }, '/title'],
    ['no title', { content: 'x' }, '/title'],
    ['a long title', { title: 'x'.repeat(201), content: 'x' }, '/title'],
    ['a title that is a number', { title: 7, content: 'x' }, '/title'],
    ['a title that is null', { title: null, content: 'x' }, '/title'],
    ['content that is a number', { title: 'x', content: 1 }, '/content'],
    ['tags that are one text', { title: 'x', content: 'x', tags: 'a' }, '/tags'],
    ['a tag that is a number', { title: 'x', content: 'x', tags: ['a', 7] }, '/tags/1'],
    ['an unknown field', { title: 'x', content: 'x', colour: 'red' }, '/colour'],
    [
      'a role nobody has',
      { title: 'x', messages: [{ role: 'root', text: 'x' }] },
      '/messages/0/role',
    ],
    [
      'an unknown field deep inside',
      { title: 'x', messages: [{ role: 'user', text: 'x', html: '' }] },
      '/messages/0/html',
    ],
    ['a name that is no slug', { title: 'x', content: 'x', name: 'Not A Slug' }, '/name'],
    ['a name with a path', { title: 'x', content: 'x', name: '../x' }, '/name'],
    [
      'a variable with a space',
      { title: 'x', content: 'x', variables: [{ name: 'a b' }] },
      '/variables/0/name',
    ],
    ['a text with NUL', { title: 'x', content: 'a\u0000b' }, '/content'],
    ['half a surrogate pair', { title: 'x', content: 'a\ud800b' }, '/content'],
    ['a title with half a surrogate pair', { title: '\udc00', content: 'x' }, '/title'],
  ])('for %s', async (_what, body, pointer) => {
    const problem = await refused('POST', prompts, { body })
    expect(problem.status).toBe(422)
    expect(problem.code).toMatch(/^PB_(REQUEST|PROMPT)_INVALID$/)
    expect(pointers(problem)).toContain(pointer)
  })

  test.each([
    [
      'both content and messages',
      { title: 'x', content: 'x', messages: [{ role: 'user', text: 'x' }] },
    ],
    ['neither content nor messages', { title: 'x' }],
    [
      'the same variable twice',
      { title: 'x', content: 'x', variables: [{ name: 'a' }, { name: 'a' }] },
    ],
  ])('for %s', async (_what, body) => {
    const problem = await refused('POST', prompts, { body })
    expect(problem).toMatchObject({ status: 422, code: 'PB_PROMPT_INVALID' })
    expect(problem.errors).not.toEqual([])
  })

  test('with all of its faults at once', async () => {
    const body = { title: 7, content: false, colour: 'red' }
    const problem = await refused('POST', prompts, { body })
    expect(pointers(problem).toSorted()).toEqual(['/colour', '/content', '/title'])
  })
})

describe('a change is refused', () => {
  test.each([
    ['an empty title', { title: '' }, '/title'],
    ['a name that is no slug', { name: 'Other' }, '/name'],
    ['an unknown field', { contents: 'x' }, '/contents'],
    ['a wrong type', { tags: { a: 1 } }, '/tags'],
  ])('for %s, with the field named', async (_what, body, pointer) => {
    const problem = await refused('PATCH', terminal, { body, headers: anyState })
    expect(problem).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
    expect(new Set(pointers(problem))).toEqual(new Set([pointer]))
  })
})
