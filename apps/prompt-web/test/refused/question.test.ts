import { describe, expect, test } from 'vitest'
import { pointers, useRefusals } from './refusal.ts'

const { refused } = useRefusals()

const prompts = '/api/v1/prompts'
const terminal = '/api/v1/prompts/linux-terminal'

describe('a question is refused', () => {
  test.each([
    ['?limit=0', '/limit'],
    ['?limit=101', '/limit'],
    ['?limit=ten', '/limit'],
    ['?sort=size', '/sort'],
    ['?favourite=perhaps', '/favourite'],
    ['?colour=red', '/colour'],
    ['?tag=', '/tag'],
    ['?folder=', '/folder'],
    [`?q=${'x'.repeat(1_001)}`, '/q'],
    ['?q=a&q=b', '/q'],
  ])('for %.20s, with the parameter named', async (query, pointer) => {
    const problem = await refused('GET', prompts + query)
    expect(problem).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
    expect(pointers(problem)).toEqual([pointer])
  })

  test('for a cursor that no list gave', async () => {
    const problem = await refused('GET', `${prompts}?cursor=forged`)
    expect(problem).toMatchObject({ status: 400, code: 'PB_CURSOR_INVALID' })
  })

  test.each(['0', '-1', '1.5', 'one', '99999999999'])('for the version %s', async (version) => {
    expect(await refused('GET', `${terminal}?version=${version}`)).toMatchObject({
      code: 'PB_REQUEST_INVALID',
    })
    expect(await refused('GET', `${terminal}/versions/${version}`)).toMatchObject({
      code: 'PB_REQUEST_INVALID',
    })
  })

  test('for a version and a label at once', async () => {
    const both = { version: 1, label: 'latest' }
    expect(await refused('GET', `${terminal}?version=1&label=latest`)).toMatchObject({
      status: 422,
      code: 'PB_SELECTOR_AMBIGUOUS',
    })
    expect(await refused('POST', `${terminal}/render`, { body: both })).toMatchObject({
      code: 'PB_SELECTOR_AMBIGUOUS',
    })
  })

  test.each([
    [{ version: '1' }, '/version'],
    [{ arguments: [] }, '/arguments'],
    [{ args: {} }, '/args'],
  ])('for the rendering %j', async (body, pointer) => {
    const problem = await refused('POST', `${terminal}/render`, { body })
    expect(pointers(problem)).toEqual([pointer])
  })
})
