import { expect, test } from 'vitest'
import { pointers, useRefusals } from './refusal.ts'

const { refused } = useRefusals()

const prompts = '/api/v1/prompts'

test.each(['', ' ', 'x'.repeat(101), 'a\tb', 'a\u0085b'])(
  'a caller that calls itself %j is refused',
  async (name) => {
    for (const header of ['x-promptbin-author', 'x-promptbin-client']) {
      const problem = await refused('POST', prompts, {
        body: { title: 'x', content: 'x' },
        headers: { [header]: name },
      })
      expect(problem).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
      expect(pointers(problem)?.[0]).toContain(header)
    }
  },
)

test('a request from a foreign page is refused', async () => {
  const body = { title: 'x', content: 'x' }
  expect(
    await refused('POST', prompts, { body, headers: { origin: 'https://evil.example' } }),
  ).toMatchObject({ status: 403, code: 'PB_ORIGIN_REFUSED' })
  expect(await refused('POST', prompts, { body, headers: { host: 'evil.example' } })).toMatchObject(
    { status: 403, code: 'PB_HOST_REFUSED' },
  )
})
