import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({
    title: 'Count',
    content: '{{n}} {{flag}}',
    variables: [{ name: 'n', type: 'number', required: true }, { name: 'flag' }],
  })
  gateway = await startGateway({ webUrl: web.url, hosting: { legacy: 'stateless' } })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

/** A modern request of a client that shows forms. */
function asking(params: Record<string, unknown>): [string, Record<string, string>] {
  const [body, headers] = modernRequest('prompts/get', { name: 'count', ...params })
  const message = JSON.parse(body)
  message.params._meta['io.modelcontextprotocol/clientCapabilities'] = { elicitation: {} }
  return [JSON.stringify(message), headers]
}

const accepted = (content: object) => ({ 'values-1': { action: 'accept', content } })

describe('a value', () => {
  test.each([
    [{ n: 7, flag: true }, '7 true'],
    [{ n: '1e3', flag: '' }, '1e3 '],
    [{ n: 2.5 }, '2.5 '],
  ])('%j that is no text is taken as what it says', async (values, text) => {
    for (const request of [modernRequest, undefined]) {
      const params = { name: 'count', arguments: values }
      const { message } = request
        ? await post(gateway.url, ...request('prompts/get', params))
        : await post(gateway.url, legacyRequest('prompts/get', params))
      expect(message.result).toMatchObject({ messages: [{ content: { text } }] })
    }
  })

  test.each([{ n: {} }, { n: [1] }, { n: null }])('%j is refused in words', async (values) => {
    const params = { name: 'count', arguments: values }
    for (const { message } of [
      await post(gateway.url, ...modernRequest('prompts/get', params)),
      await post(gateway.url, legacyRequest('prompts/get', params)),
    ]) {
      expect(message.error).toMatchObject({ code: -32602 })
      expect(message.error?.message).toContain('arguments/n must be')
      expect(message.error?.message).not.toContain('"code"')
    }
  })
})

describe('a form that is filled in', () => {
  test('is asked for by the answer, without any state for the client to keep', async () => {
    const { message } = await post(gateway.url, ...asking({}))
    expect(message.result).toMatchObject({
      resultType: 'input_required',
      inputRequests: { 'values-1': { method: 'elicitation/create' } },
    })
    expect(message.result).not.toHaveProperty('requestState')
  })

  test('counts with what else comes along, whatever state a client makes up', async () => {
    for (const requestState of [undefined, 'forged', 'e30.e30.x', '']) {
      const inputResponses = accepted({ n: 4, other: 'x' })
      const params = { arguments: { flag: 'on' }, inputResponses, requestState }
      const { message } = await post(gateway.url, ...asking(params))
      expect(message.result).toMatchObject({
        resultType: 'complete',
        messages: [{ content: { text: '4 on' } }],
      })
    }
  })

  test('ends in the words when it is not as it was asked for', async () => {
    for (const inputResponses of [
      { 'values-1': { action: 'decline' } },
      { 'values-1': { action: 'accept' } },
      { 'values-1': 'accept' },
      { 'values-2': { action: 'accept', content: { n: 'many' } } },
      { 'values-9': { action: 'accept', content: { n: 1 } } },
      { unheard: { roots: [] } },
    ]) {
      const { message } = await post(gateway.url, ...asking({ inputResponses }))
      expect(message.result).toMatchObject({ resultType: 'complete' })
      expect(JSON.stringify(message.result)).toMatch(/Ask the person|Correct it/)
    }
  })
})

test('clients are counted under a few names, by what they say or by their User-Agent', async () => {
  const ask = async (name: string) => {
    const [body, headers] = modernRequest('prompts/list')
    await post(gateway.url, body.replace('wire-test', name), headers)
  }
  for (const name of ['claude-code', 'cursor-vscode', 'cursor-vscode', 'made-up-1', 'made-up-2']) {
    await ask(name)
  }
  const headers = { 'user-agent': 'opencode/1.18.33 linux' }
  await post(gateway.url, legacyRequest('prompts/list'), headers)
  const metrics = await (await fetch(new URL('/metrics', gateway.url))).text()
  const counted = (name: string) => `promptbin_mcp_client_requests_total{mcp_client="${name}"}`
  expect(metrics).toContain(`${counted('claude-code')} 1`)
  expect(metrics).toContain(`${counted('cursor')} 2`)
  expect(metrics).toContain(`${counted('opencode')} 1`)
  expect(metrics).toContain(counted('other'))
  expect(metrics).not.toContain('made-up')
})

test('without prompt-web what was seen goes on, marked as stale and not to be kept', async () => {
  const uri = 'promptbin://prompts/count'
  const requests = [
    ['prompts/list', {}],
    ['resources/read', { uri: `${uri}?version=1` }],
    ['prompts/get', { name: 'count', arguments: { n: '1' } }],
    ['tools/call', { name: 'search_prompts', arguments: {} }],
  ] as const
  const ask = async ([method, params]: (typeof requests)[number]) =>
    (await post(gateway.url, ...modernRequest(method, { ...params }))).message
  for (const request of requests) {
    const { result } = await ask(request)
    expect(result?.['_meta']).not.toHaveProperty('promptbin/stale')
  }
  await web.kill()
  for (const request of requests) {
    await expect
      .poll(async () => (await ask(request)).result?.['_meta'], { timeout: 20_000 })
      .toMatchObject({ 'promptbin/stale': true, 'promptbin/staleSeconds': expect.any(Number) })
    const { result } = await ask(request)
    if (result && 'ttlMs' in result) expect(result['ttlMs']).toBe(0)
  }
  const input = { title: 'Lost', content: 'x' }
  const { result } = await ask(['tools/call', { name: 'save_prompt', arguments: input }] as never)
  expect(result).toMatchObject({ isError: true, _meta: { 'promptbin/retryable': true } })
})
