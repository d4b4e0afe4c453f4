import { describe, expect, test } from 'vitest'
import { useRefusals } from './refusal.ts'

const { refused } = useRefusals()

const prompts = '/api/v1/prompts'
const terminal = '/api/v1/prompts/linux-terminal'
const anyState = { 'if-match': '*' }

describe('an unknown name', () => {
  test.each([
    ['GET', '/api/v1/prompts/nobody'],
    ['DELETE', '/api/v1/prompts/nobody'],
    ['GET', '/api/v1/prompts/nobody/versions'],
    ['GET', '/api/v1/prompts/nobody/versions/1'],
    ['GET', '/api/v1/prompts/Linux%20Terminal'],
    ['GET', '/api/v1/prompts/%2e%2e%2fetc%2fpasswd'],
    ['GET', '/api/v1/prompts/a%0d%0ax%00'],
    ['GET', '/api/v1/prompts/%F0%9F%90%A7'],
    ['GET', '/api/v1/prompts/__proto__'],
  ] as const)('%s %s is not found', async (method, url) => {
    const problem = await refused(method, url)
    expect(problem).toMatchObject({ status: 404, code: 'PB_PROMPT_NOT_FOUND' })
  })

  test('is not found when changed or rendered either', async () => {
    const change = { body: { title: 'x' }, headers: anyState }
    expect(await refused('PATCH', `${prompts}/nobody`, change)).toMatchObject({
      code: 'PB_PROMPT_NOT_FOUND',
    })
    expect(await refused('POST', `${prompts}/nobody/render`, { body: {} })).toMatchObject({
      code: 'PB_PROMPT_NOT_FOUND',
    })
  })

  test('of a version or of a label is told apart', async () => {
    expect(await refused('GET', `${terminal}?version=2`)).toMatchObject({
      status: 404,
      code: 'PB_VERSION_NOT_FOUND',
    })
    expect(await refused('GET', `${terminal}/versions/2`)).toMatchObject({
      status: 404,
      code: 'PB_VERSION_NOT_FOUND',
    })
    expect(await refused('GET', `${terminal}?label=production`)).toMatchObject({
      status: 404,
      code: 'PB_LABEL_NOT_FOUND',
    })
  })

  test('of a route is told as such', async () => {
    expect(await refused('GET', '/api/v1/nothing')).toMatchObject({
      status: 404,
      code: 'PB_ROUTE_NOT_FOUND',
    })
  })
})
