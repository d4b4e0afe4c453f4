import { describe, expect, test } from 'vitest'
import { useRefusals } from './refusal.ts'

const { refused } = useRefusals()

const prompts = '/api/v1/prompts'

describe('a body is refused', () => {
  const json = { 'content-type': 'application/json' }

  test('when it is 2 MB long', async () => {
    const body = { title: 'x', content: 'x'.repeat(2 * 1024 * 1024) }
    expect(await refused('POST', prompts, { body })).toMatchObject({
      status: 413,
      code: 'PB_BODY_TOO_LARGE',
    })
  })

  test('when it is not UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('{"title":"x","content":"'),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}'),
    ])
    expect(await refused('POST', prompts, { body, headers: json })).toMatchObject({
      status: 400,
      code: 'PB_BODY_NOT_UTF8',
    })
  })

  test.each(['{"title":', 'title=x', '{"title":"x"}}', `${'['.repeat(100)}`])(
    'when it is not JSON: %j',
    async (body) => {
      const problem = await refused('POST', prompts, { body, headers: json })
      expect(problem.status).toBe(400)
      expect(problem.code).toMatch(/^PB_BODY_/)
    },
  )

  test('when it is deeper than any prompt', async () => {
    const body = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    const problem = await refused('POST', prompts, { body, headers: json })
    expect(problem.status).toBe(400)
    expect(problem.code).toMatch(/^PB_BODY_/)
  })

  test('when it is not an object', async () => {
    for (const body of ['', '[]', '"text"', 'null', '7']) {
      const problem = await refused('POST', prompts, { body, headers: json })
      expect(problem).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
    }
  })

  test.each([
    '{"__proto__":{"a":1},"title":"x","content":"x"}',
    '{"title":"x","content":"x","constructor":{"prototype":{}}}',
  ])('when it meddles with prototypes: %s', async (body) => {
    const problem = await refused('POST', prompts, { body, headers: json })
    expect([400, 422]).toContain(problem.status)
  })

  test('when it is of another type than JSON', async () => {
    const problem = await refused('POST', prompts, {
      body: '<title/>',
      headers: { 'content-type': 'text/xml' },
    })
    expect(problem.status).toBe(415)
    expect(problem.code).toMatch(/^PB_/)
  })
})
