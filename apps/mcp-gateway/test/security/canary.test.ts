import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { openSession } from '../session.ts'
import { startWeb, type Web } from '../web.ts'
import { legacyRequest, modernRequest, post } from '../wire.ts'
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts'
import { bearer, makeToken, revokeToken } from './tokens.ts'

let web: Web
let server: AuthorizationServer
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  server = await startAuthorizationServer()
  const settings = { authRequired: true, authIssuer: server.issuer }
  gateway = await startGateway({ webUrl: web.url, settings })
})

afterAll(async () => {
  await gateway?.stop()
  await server?.close()
  await web?.stop()
})

test('what is secret or somebody’s own stands in no log, metric, status or error', async () => {
  const text = 'canary-in-the-text-of-a-prompt'
  const value = 'canary-in-a-value'
  const content = `${text} {{word}}`
  await web.save({ title: 'Canary', content, variables: [{ name: 'word', required: true }] })
  const own = await makeToken(web.url, { scopes: ['prompts:read', 'prompts:write'] })
  const access = await server.token({ aud: `${gateway.url}/mcp`, sub: 'canary-subject' })
  const wrong = `pbn_${'Canary0'.repeat(6).slice(0, 38)}`
  const forged = `${access.slice(0, -6)}AAAAAA`
  const secrets = [own.token, access, access.split('.')[2] ?? '', wrong, forged, text, value]
  /** What clients got back, and what operators can read. */
  const [seen, told]: [string[], string[]] = [[], []]

  const ask = async (token: string, method: string, params: Record<string, unknown>) => {
    const [body, headers] = modernRequest(method, params)
    const answer = await post(gateway.url, body, { ...headers, ...bearer(token) })
    if (answer.message.error) seen.push(JSON.stringify(answer.message))
    seen.push(JSON.stringify([...answer.headers]))
    return answer.status
  }
  for (const token of [own.token, access]) {
    const get = { name: 'canary', arguments: { word: value } }
    expect(await ask(token, 'prompts/get', get)).toBe(200)
    await ask(token, 'prompts/get', { name: 'canary', arguments: { word: { canary: value } } })
    await ask(token, 'prompts/get', { name: value, arguments: [value] })
    await ask(token, 'tools/call', { name: 'search_prompts', arguments: { query: value } })
    await ask(token, 'tools/call', {
      name: 'save_prompt',
      arguments: { title: 'Made', content: `${text} ${value}` },
    })
    const session = await openSession(gateway.url, { headers: bearer(token) })
    await session.ask('prompts/get', get)
    await session.post(`{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":"${value}"`)
  }
  for (const token of [wrong, forged, `${own.token} ${own.token}`]) {
    expect(await ask(token, 'prompts/list', {})).toBe(401)
  }
  const query = new URL(`/mcp?access_token=${own.token}&token=${wrong}`, gateway.url)
  await post(query.href, legacyRequest('ping'))
  await fetch(new URL(`/${own.token}`, gateway.url))
  await revokeToken(web.url, own)
  await expect.poll(() => ask(own.token, 'prompts/list', {})).toBe(401)

  for (const path of ['/mcp-status', '/health', '/metrics']) {
    const response = await fetch(new URL(path, gateway.url), { headers: bearer(access) })
    expect(response.status, path).toBe(200)
    told.push(await response.text())
  }
  const lines = gateway.log.map((line) => JSON.stringify(line))
  expect(lines.some((line) => line.includes('"principal":"oauth:canary-subject"'))).toBe(true)
  expect(lines.some((line) => line.includes(`"principal":"token:${own.name}"`))).toBe(true)
  expect(lines.some((line) => line.includes('"principal_kind":"token"'))).toBe(true)
  const webLines = web.log.map((line) => JSON.stringify(line))
  for (const secret of secrets) {
    const leaks = [...lines, ...webLines, ...told, ...seen].filter((line) => line.includes(secret))
    // What a client itself sent as the name of a prompt may stand in the error that it gets back.
    expect(leaks.filter((line) => !(secret === value && seen.includes(line)))).toEqual([])
  }
})
