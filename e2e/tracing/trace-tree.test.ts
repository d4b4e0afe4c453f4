import { randomUUID } from 'node:crypto'
import { type Collector, startCollector } from '@promptbin/tracing/collector'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import { askOverHttp, askOverStdio, type Era } from './mcp-messages.ts'
import { type Caller, makeCaller } from './trace-parents.ts'

const data = createDataFolder()
let collector: Collector
let product: Product
let rest: Rest

const secret = 'canary-4711'

/** Traces that nothing may be recorded of. */
const unsampled: string[] = []

const recordedOf = (traceIds: readonly string[]) =>
  collector.spans.filter(({ traceId }) => traceIds.includes(traceId))

beforeAll(async () => {
  collector = await startCollector()
  product = await Product.start(data.path, {
    PROMPTBIN_TRACING_ENDPOINT: collector.url,
    PROMPTBIN_TRACING_HEADERS: 'x-key=ours',
    // What an AI client may hand down for a collector of its own.
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key-of-another=secret',
  })
  rest = new Rest(product.instance.web.url)
})

afterAll(async () => {
  await product?.stop()
  await collector?.close()
  data.remove()
})

type Span = Collector['spans'][number]

/** Saves a prompt that nobody has asked for, so that the gateway has no copy of it. */
async function savePrompt(): Promise<string> {
  const name = `prompt-${randomUUID().slice(0, 8)}`
  const variables = [{ name: 'topic' }]
  await rest.create({ name, title: name, content: `${secret} {{topic}}`, variables })
  return name
}

/** The span of this kind that is a part of another, once it has come. */
const childOf = (parent: Pick<Span, 'traceId' | 'spanId'>, service: string, kind: string) =>
  collector.until((spans) =>
    spans.find(
      (span) =>
        span.parentSpanId === parent.spanId &&
        span.traceId === parent.traceId &&
        span.service === service &&
        span.kind === kind,
    ),
  )

const rootOf = (traceId: string) =>
  collector.until((spans) =>
    spans.find((span) => span.traceId === traceId && span.parentSpanId === ''),
  )

/** What the library does for a rendering, below the MCP span. */
async function expectLibraryBelow(mcp: Span): Promise<void> {
  const call = await childOf(mcp, 'mcp-gateway', 'client')
  const web = await childOf(call, 'prompt-web', 'server')
  const query = await childOf(web, 'prompt-web', 'client')
  expect([call.name, web.name, query.name]).toEqual([
    'POST /api/v1/prompts/:name/render',
    'POST /api/v1/prompts/:name/render',
    'compose promptbin',
  ])
  expect(web.attributes).toMatchObject({
    'http.route': '/api/v1/prompts/:name/render',
    'http.response.status_code': 200,
  })
  expect(query.attributes).toMatchObject({
    'db.system.name': 'sqlite',
    'db.operation.name': 'compose',
    'promptbin.db.queue_wait_seconds': expect.any(Number),
  })
  expect([call, web, query].flatMap(({ links }) => links)).toEqual([])
}

const getPrompt = (name: string, meta?: Record<string, string>) => ({
  method: 'prompts/get',
  params: { name, arguments: { topic: secret } },
  meta,
})

const traceparent = (caller: Caller | undefined) =>
  caller && { traceparent: caller.traceparent, tracestate: 'rojo=1' }

describe.each<Era>(['2026-07-28', '2025-11-25'])('over HTTP, a client of %s', (era) => {
  test.each([
    ['in the message and in the header', makeCaller(), makeCaller()],
    ['in the message', makeCaller(), undefined],
    ['in the header', undefined, makeCaller()],
    ['nowhere', undefined, undefined],
  ])('that says its parent %s', async (_where, inMessage, inHeader) => {
    const name = await savePrompt()
    const requestId = randomUUID()
    const headers = { 'x-request-id': requestId, ...traceparent(inHeader) }
    const message = getPrompt(name, traceparent(inMessage))
    const answer = await askOverHttp(product.instance.mcp.url, era, message, headers)

    const http = inHeader
      ? await childOf(inHeader, 'mcp-gateway', 'server')
      : await rootOf(requestId.replaceAll('-', ''))
    expect(http.name).toBe('POST /mcp')
    const mcp = await childOf(inMessage ?? http, 'mcp-gateway', 'server')
    expect(mcp.name).toBe(`prompts/get ${name}`)
    expect(mcp.links).toEqual(inMessage ? [{ traceId: http.traceId, spanId: http.spanId }] : [])
    expect(mcp.attributes).toEqual({
      'mcp.method.name': 'prompts/get',
      'gen_ai.prompt.name': name,
      'mcp.protocol.version': era,
      'network.transport': 'tcp',
      'jsonrpc.request.id': '4711',
    })
    await expectLibraryBelow(mcp)

    expect(answer.requestId).toBe(requestId)
    expect(answer.traceResponse.split('-')[1]).toBe(mcp.traceId)
    expect(answer.message.result).toBeDefined()
  })
})

test.each<Era>(['2026-07-28', '2025-11-25'])(
  'over stdio, a client of %s names its parent in the message',
  async (era) => {
    const name = await savePrompt()
    const caller = makeCaller()
    await askOverStdio(data.path, era, getPrompt(name, traceparent(caller)))
    const mcp = await childOf(caller, 'mcp-gateway', 'server')
    expect(mcp).toMatchObject({ name: `prompts/get ${name}`, links: [], traceState: 'rojo=1' })
    expect(mcp.attributes['network.transport']).toBe('pipe')
    await expectLibraryBelow(mcp)
  },
)

test('what is answered from a copy has a span as well, each time under its own parent', async () => {
  const name = await savePrompt()
  const url = product.instance.mcp.url
  const callers = Array.from({ length: 5 }, () => makeCaller())
  for (const caller of callers) {
    await askOverHttp(url, '2026-07-28', getPrompt(name, { traceparent: caller.traceparent }))
  }
  for (const caller of callers) {
    const mcp = await childOf(caller, 'mcp-gateway', 'server')
    expect(mcp.name).toBe(`prompts/get ${name}`)
    expect(mcp.links).toHaveLength(1)
  }
  const status = (await (await fetch(new URL('/mcp-status', url))).json()) as {
    fastPath: { served: { bytes: number } }
  }
  expect(status.fastPath.served.bytes).toBeGreaterThan(0)
})

test('a failure is told by its code, and one of a tool as such', async () => {
  const url = product.instance.mcp.url
  const [refused, failed] = [makeCaller(), makeCaller()]
  const meta = (caller: Caller) => ({ traceparent: caller.traceparent })
  await askOverHttp(url, '2026-07-28', getPrompt('there-is-none', meta(refused)))
  const params = { name: 'get_prompt', arguments: { name: 'there-is-none' } }
  const message = { method: 'tools/call', params, meta: meta(failed) }
  await askOverHttp(url, '2026-07-28', message)

  const error = await childOf(refused, 'mcp-gateway', 'server')
  expect(error.attributes).toMatchObject({
    'error.type': '-32602',
    'rpc.response.status_code': '-32602',
  })
  const call = await childOf(error, 'mcp-gateway', 'client')
  expect(call.attributes).toMatchObject({ 'error.type': '404', 'http.response.status_code': 404 })
  const tool = await childOf(failed, 'mcp-gateway', 'server')
  expect(tool).toMatchObject({
    name: 'tools/call get_prompt',
    isError: true,
    attributes: {
      'error.type': 'tool_error',
      'gen_ai.tool.name': 'get_prompt',
      'gen_ai.operation.name': 'execute_tool',
    },
  })
})

test('a caller who records nothing is heeded, wherever it says so', async () => {
  const url = product.instance.mcp.url
  const [quiet, quietHeader, loud] = [
    makeCaller({ sampled: false }),
    makeCaller({ sampled: false }),
    makeCaller(),
  ]
  const name = await savePrompt()
  const headers = { traceparent: quietHeader.traceparent }
  await askOverHttp(url, '2026-07-28', getPrompt(name, traceparent(quiet)), headers)
  await fetch(new URL('/api/v1/prompts', product.instance.web.url), { headers })
  await askOverHttp(url, '2026-07-28', getPrompt(name, traceparent(loud)))
  await childOf(loud, 'mcp-gateway', 'server')
  unsampled.push(quiet.traceId, quietHeader.traceId)
  expect(recordedOf(unsampled)).toEqual([])
})

test('straight at prompt-web the request is the parent of its queries', async () => {
  const caller = makeCaller()
  const headers = { traceparent: caller.traceparent }
  const url = new URL(`/api/v1/prompts?q=${secret}`, product.instance.web.url)
  const response = await fetch(url, { headers })
  const web = await childOf(caller, 'prompt-web', 'server')
  expect(web.name).toBe('GET /api/v1/prompts')
  expect(response.headers.get('traceresponse')).toBe(`00-${caller.traceId}-${web.spanId}-01`)
  expect((await childOf(web, 'prompt-web', 'client')).name).toBe('list promptbin')
})

test('what is left at the end is sent, with our headers and nothing that somebody wrote', async () => {
  const caller = makeCaller()
  const headers = { traceparent: caller.traceparent }
  await fetch(new URL('/api/v1/stats', product.instance.web.url), { headers })
  expect(await product.stop()).toBe(0)
  expect(recordedOf([caller.traceId])).not.toEqual([])
  expect(recordedOf(unsampled)).toEqual([])
  for (const { headers } of collector.exports) {
    expect(headers['x-key']).toBe('ours')
    expect(headers).not.toHaveProperty('x-key-of-another')
  }
  const told = JSON.stringify(
    collector.spans.map(({ name, attributes, traceState }) => [name, attributes, traceState]),
  )
  expect(told).not.toContain(secret)
})
