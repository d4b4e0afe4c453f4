import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { RunningInstance } from '../product.ts'
import { Rest } from '../rest.ts'
import type { Canaries } from './secrets.ts'

/** Sends a request and forgets the answer; that it is refused is the point. */
async function send(url: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(url, init).catch(() => undefined)
  await answer?.arrayBuffer()
}

/** An id of a request, which is told to everybody: what looks for leaks has to find it. */
export const knownRequestId = 'c4n-of-the-control-request'

/** Asks everything of everybody with secrets in it, as clients do who make mistakes. */
export async function plant(instance: RunningInstance, canaries: Canaries): Promise<void> {
  const gateway = new URL(instance.mcp.url).origin
  for (const base of [instance.web.url, gateway, instance.supervisor.url]) {
    await plantAt(base, canaries)
  }
  await plantInMcp(instance, canaries)
  await send(`${instance.web.url}/api/v1/stats`, { headers: { 'x-request-id': knownRequestId } })
}

async function plantAt(base: string, c: Canaries): Promise<void> {
  const headers = [
    { authorization: `Bearer ${c.bearer.value}` },
    { authorization: `Basic ${c.basic.pair}` },
    { cookie: `__Host-session=${c.cookie.value}; other=${c.cookie.value}` },
    { 'x-api-key': c.keyHeader.value },
    { 'x-something': c.otherHeader.value },
  ]
  const hook = `https://hooks.example/services/T0/B0/${c.hook.value}`
  const dsn = `postgres://prompts:${c.dsn.value}@db.example/prompts`
  const paths = [
    '/api/v1/prompts',
    '/mcp',
    '/health',
    `/api/v1/prompts?token=${c.query.value}`,
    `/mcp?access_token=${c.query.value}`,
    `/nowhere?x=1&token=${c.query.value}`,
    `/api/v1/prompts?q=${encodeURIComponent(hook)}`,
    `/api/v1/prompts/${c.path.value}`,
    `/${c.path.value}/nowhere`,
    `/api/v1/prompts?q=${encodeURIComponent(dsn)}&unknown=${encodeURIComponent(dsn)}`,
  ]
  for (const path of paths) {
    for (const header of headers) await send(`${base}${path}`, { headers: header })
  }
  const bodies = [
    JSON.stringify({ title: 'x', content: dsn, password: c.body.value, token: c.body.value }),
    JSON.stringify({ [c.body.value]: { deep: [c.body.value] }, url: hook }),
    `{"title": "${c.brokenBody.value}`,
    `password=${c.brokenBody.value}`,
  ]
  for (const path of ['/api/v1/prompts', '/mcp', '/api/v1/services/prompt-web/scale', '/nowhere']) {
    for (const body of bodies) {
      const json = { 'content-type': 'application/json' }
      await send(`${base}${path}`, { method: 'POST', headers: json, body })
    }
  }
}

async function plantInMcp({ mcp, web }: RunningInstance, c: Canaries): Promise<void> {
  await new Rest(web.url).create({
    name: 'planted',
    title: 'Planted',
    content: `${c.promptText.value} {{word}}`,
    variables: [{ name: 'word', required: true }],
  })
  for (const mode of ['auto', 'legacy'] as const) {
    const client = new Client({ name: 'e2e', version: '1' }, { versionNegotiation: { mode } })
    await client.connect(new StreamableHTTPClientTransport(new URL(mcp.url)))
    const { value } = c.argument
    const asks = [
      () => client.getPrompt({ name: 'planted', arguments: { word: value } }),
      () => client.getPrompt({ name: 'planted', arguments: { [value]: value } }),
      () => client.getPrompt({ name: value, arguments: {} }),
      () => client.callTool({ name: 'search_prompts', arguments: { query: value } }),
      () => client.callTool({ name: 'save_prompt', arguments: { title: value, token: value } }),
      () => client.callTool({ name: value, arguments: {} }),
      () => client.readResource({ uri: `promptbin://prompts/x?token=${value}` }),
    ]
    for (const ask of asks) await ask().catch(() => undefined)
    await client.close()
  }
  // A token of the authorization server, which then fails in its own words.
  const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url')
  const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ sub: 'x' })}.${c.bearer.value}`
  await send(mcp.url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' })
}
