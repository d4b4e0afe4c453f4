import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import { askOverHttp, askOverStdio, type Era, type McpAnswer } from './mcp-messages.ts'
import { makeCaller } from './trace-parents.ts'

const data = createDataFolder()
let product: Product
let rest: Rest

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_LOGGING_LEVEL: 'debug' })
  rest = new Rest(product.instance.web.url)
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

type LogLine = Readonly<Record<string, unknown>>

/** All lines of the instance so far; the last one may still be being written. */
function logLines(): readonly LogLine[] {
  const text = readFileSync(join(data.path, 'logs/promptbin.log'), 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

/** Waits until the log has lines with all of these events under one trace; gives all of its lines. */
const linesOf = (traceId: string, events: readonly string[]): Promise<readonly LogLine[]> =>
  vi.waitFor(() => {
    const lines = logLines().filter((line) => line['trace_id'] === traceId)
    const told = lines.map(({ service, event }) => `${service} ${event}`)
    expect(told).toEqual(expect.arrayContaining([...events]))
    return lines
  }, 20_000)

/** What the exemplars of a service say, as Prometheus asks for them. */
async function exemplarsOf(url: string): Promise<string> {
  const headers = { accept: 'application/openmetrics-text; version=1.0.0' }
  return (await fetch(new URL('/metrics', url), { headers })).text()
}

const hasExemplar = (metrics: string, name: string, traceId: string) =>
  metrics.split('\n').some((line) => line.startsWith(`${name}_bucket`) && line.includes(traceId))

async function savePrompt(): Promise<string> {
  const name = `prompt-${randomUUID().slice(0, 8)}`
  await rest.create({ name, title: name, content: 'Text' })
  return name
}

const getPrompt = (name: string, traceparent?: string) => ({
  method: 'prompts/get',
  params: { name },
  meta: traceparent === undefined ? undefined : { traceparent },
})

const fromLibrary = ['prompt-web http.request', 'prompt-web store.query']
const fromGateway = ['mcp-gateway mcp.request', ...fromLibrary]

const idsIn = (lines: readonly LogLine[]) => [...new Set(lines.map((line) => line['request_id']))]

interface Way {
  readonly title: string
  readonly isHttp: boolean
  ask(name: string, traceparent?: string): Promise<Partial<McpAnswer>>
}

const eras: readonly Era[] = ['2026-07-28', '2025-11-25']

const ways: readonly Way[] = eras.flatMap((era) => [
  {
    title: `MCP ${era} over HTTP`,
    isHttp: true,
    ask: (name, traceparent) =>
      askOverHttp(product.instance.mcp.url, era, getPrompt(name, traceparent)),
  },
  {
    title: `MCP ${era} over stdio`,
    isHttp: false,
    ask: async (name, traceparent) => ({
      message: await askOverStdio(data.path, era, getPrompt(name, traceparent)),
    }),
  },
])

describe.each(ways)('$title', ({ isHttp, ask }) => {
  test('a caller who traces finds its trace in all logs and metrics, under one request id', async () => {
    const { traceId, traceparent } = makeCaller()
    const { requestId, traceResponse } = await ask(await savePrompt(), traceparent)
    const events = isHttp ? ['mcp-gateway http.request', ...fromGateway] : fromGateway
    const ids = idsIn(await linesOf(traceId, events))
    expect(ids).toEqual([isHttp ? requestId : expect.any(String)])
    // Nothing is recorded here, so it is told what it has said.
    expect(traceResponse).toBe(isHttp ? traceparent : undefined)
    const { mcp, web } = product.instance
    const operations = 'mcp_server_operation_duration_seconds'
    expect(hasExemplar(await exemplarsOf(mcp.url), operations, traceId)).toBe(true)
    const queries = 'promptbin_db_query_duration_seconds'
    expect(hasExemplar(await exemplarsOf(web.url), queries, traceId)).toBe(true)
  })

  test('a failure names the request that all logs have', async () => {
    const { traceId, traceparent } = makeCaller()
    const { message } = await ask('there-is-none', traceparent)
    const lines = await linesOf(traceId, fromGateway)
    expect(idsIn(lines)).toEqual([message?.error?.data?.['requestId']])
  })
})

test.each(eras)(
  'without a trace of the caller the ids of MCP %s come from one UUID',
  async (era) => {
    const { mcp } = product.instance
    const answer = await askOverHttp(mcp.url, era, getPrompt(await savePrompt()))
    const traceId = answer.requestId.replaceAll('-', '')
    expect(answer.traceResponse).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`))
    expect(idsIn(await linesOf(traceId, fromGateway))).toEqual([answer.requestId])
  },
)

test('what is answered from a copy is logged under the trace of each caller', async () => {
  const name = await savePrompt()
  const callers = Array.from({ length: 5 }, () => makeCaller())
  for (const { traceparent } of callers) {
    const { url } = product.instance.mcp
    const answer = await askOverHttp(url, '2026-07-28', getPrompt(name, traceparent))
    expect(answer.traceResponse).toBe(traceparent)
  }
  for (const { traceId } of callers) {
    const events = ['mcp-gateway http.request', 'mcp-gateway mcp.request']
    expect(idsIn(await linesOf(traceId, events))).toHaveLength(1)
  }
})

describe('straight at prompt-web', () => {
  const ask = (path: string, headers: Record<string, string>) =>
    fetch(new URL(path, product.instance.web.url), { headers })

  test('ids of the caller are in the answer and in all logs', async () => {
    const { traceId, traceparent } = makeCaller()
    const requestId = `mine-${randomUUID()}`
    const name = await savePrompt()
    const headers = { traceparent, 'x-request-id': requestId }
    const response = await ask(`/api/v1/prompts/${name}`, headers)
    expect(response.headers.get('x-request-id')).toBe(requestId)
    expect(response.headers.get('traceresponse')).toBe(traceparent)
    expect(idsIn(await linesOf(traceId, fromLibrary))).toEqual([requestId])
  })

  test('a problem names both', async () => {
    const { traceId, traceparent } = makeCaller()
    const response = await ask('/api/v1/prompts/there-is-none', { traceparent })
    const requestId = response.headers.get('x-request-id')
    expect(await response.json()).toMatchObject({ status: 404, traceId, requestId })
    expect(idsIn(await linesOf(traceId, fromLibrary))).toEqual([requestId])
  })

  test('what is not exactly a traceparent is as if none had come', async () => {
    const { traceparent } = makeCaller()
    const response = await ask('/api/v1/stats', { traceparent: traceparent.toUpperCase() })
    const requestId = response.headers.get('x-request-id') ?? ''
    const traceId = requestId.replaceAll('-', '')
    expect(idsIn(await linesOf(traceId, fromLibrary))).toEqual([requestId])
  })
})
