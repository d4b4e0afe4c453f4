import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { openTestApp, savePrompt } from '../test-app.ts'

let app: FastifyInstance

// One app for all: what is refused leaves nothing behind, which each test sees for itself.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app)
  return testApp.close
})

import { pointers, refused } from './refusal.ts'

const prompts = '/api/v1/prompts'

test.each(['', ' ', 'x'.repeat(101), 'a\tb', 'a\u0085b'])(
  'a caller that calls itself %j is refused',
  async (name) => {
    for (const header of ['x-promptbin-author', 'x-promptbin-client']) {
      const problem = await refused(app, 'POST', prompts, {
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
    await refused(app, 'POST', prompts, { body, headers: { origin: 'https://evil.example' } }),
  ).toMatchObject({ status: 403, code: 'PB_ORIGIN_REFUSED' })
  expect(
    await refused(app, 'POST', prompts, { body, headers: { host: 'evil.example' } }),
  ).toMatchObject({ status: 403, code: 'PB_HOST_REFUSED' })
})
