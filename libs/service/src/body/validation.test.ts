import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

const schema = {
  body: {
    type: 'object',
    required: ['title'],
    additionalProperties: false,
    properties: {
      title: { type: 'string', minLength: 1 },
      tags: { type: 'array', items: { type: 'string' } },
      kind: { enum: ['text', 'chat'] },
      slug: { type: 'string', minLength: 1, pattern: '^[a-z]+$', description: 'small letters' },
    },
  },
  querystring: {
    type: 'object',
    additionalProperties: false,
    properties: { limit: { type: 'integer', minimum: 1, maximum: 100, default: 50 } },
  },
}

async function send(body: unknown, url = '/things') {
  const { app } = await createTestApp()
  app.post('/things', { schema }, async (request) => request.query)
  return app.inject({
    method: 'POST',
    url,
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

test('every fault of a body is named at once, with its place', async () => {
  const answer = await send({ tags: ['a', 7], kind: 'poem', 'a/b': 1 })
  expect(answer.json()).toMatchObject({
    status: 422,
    code: 'PB_REQUEST_INVALID',
    detail: 'The body does not fit: title is missing.',
    errors: [
      { pointer: '/title', message: 'is missing' },
      { pointer: '/a~1b', message: 'is not a known field' },
      { pointer: '/tags/1', message: 'must be text' },
      { pointer: '/kind', message: 'must be one of text, chat' },
    ],
  })
})

test('a value of the wrong form is told in the words of its schema, once', async () => {
  const answer = await send({ title: 'x', slug: '' })
  expect(answer.json().errors).toEqual([{ pointer: '/slug', message: 'must be small letters' }])
})

test.each([{ title: 7 }, { title: true }, { title: 'x', tags: 'a' }, { title: null }])(
  'a value of the wrong type is refused, not converted: %j',
  async (body) => {
    expect((await send(body)).json()).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
  },
)

test.each([[[]], ['text'], [null], [12]])(
  'a body that is no object is refused: %j',
  async (body) => {
    expect((await send(body)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '', message: 'must be an object' }],
    })
  },
)

test('a query is text, so it is converted, and gets its defaults', async () => {
  expect((await send({ title: 'x' }, '/things?limit=7')).json()).toEqual({ limit: 7 })
  expect((await send({ title: 'x' })).json()).toEqual({ limit: 50 })
})

test.each([
  ['limit=101', 'limit must be 100 or less'],
  ['limit=ten', 'limit must be a whole number'],
  ['limit=1e400', 'limit must be a finite number'],
  ['limit=-1e400', 'limit must be a finite number'],
  ['page=2', 'page is not a known field'],
  ['__proto__=2', '__proto__ is not a known field'],
])('a query is checked: %s', async (query, fault) => {
  expect((await send({ title: 'x' }, `/things?${query}`)).json()).toMatchObject({
    status: 422,
    detail: `The query does not fit: ${fault}.`,
  })
})

test('no more than twenty faults are told', async () => {
  const answer = await send({ title: 'x', tags: Array.from({ length: 500 }, () => 1) })
  expect(answer.json().errors).toHaveLength(20)
})

test('a body of thousands of faults is told the first one', async () => {
  const answer = await send({ tags: Array.from({ length: 5_000 }, () => 1) })
  expect(answer.json()).toMatchObject({
    code: 'PB_REQUEST_INVALID',
    errors: [{ pointer: '/title', message: 'is missing' }],
  })
})
