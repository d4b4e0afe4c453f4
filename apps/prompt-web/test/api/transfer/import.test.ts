import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Problem } from '../../refused/refusal.ts'
import { openTestApp, send, startTestApp } from '../../test-app.ts'
import { eventsIn, header, importPath, table } from './table.ts'

const csv = { 'content-type': 'text/csv' }

async function importTable(app: FastifyInstance, body: string | Buffer) {
  const response = await send(app, 'POST', importPath, { body, headers: csv })
  expect(response.statusCode, response.body).toBe(200)
  expect(response.headers['content-type']).toBe('application/x-ndjson')
  return eventsIn(response.body)
}

const countPrompts = async (app: FastifyInstance) =>
  (await send(app, 'GET', '/api/v1/stats')).json().prompts as number

describe('importing a table', () => {
  test('answers every row with its line, and ends with the counts', async () => {
    const { app } = await startTestApp()
    const body = `${header}Linux Terminal,"Two\nlines, ""quoted""",TRUE,TEXT,f\nPoet,Write.,FALSE,TEXT,g\n`
    expect(await importTable(app, body)).toEqual([
      { type: 'row', line: 2, outcome: 'created', name: 'linux-terminal', notes: [] },
      { type: 'row', line: 4, outcome: 'created', name: 'poet', notes: [] },
      { type: 'result', created: 2, updated: 0, skipped: 0, failed: 0 },
    ])
    const prompt = (await send(app, 'GET', '/api/v1/prompts/linux-terminal')).json()
    expect(prompt.version).toMatchObject({
      messages: [{ role: 'user', text: 'Two\nlines, "quoted"' }],
      client: 'import',
    })
  })

  test('a second time changes nothing', async () => {
    const { app } = await startTestApp()
    await importTable(app, table(20))
    const before = (await send(app, 'GET', '/api/v1/stats')).json()
    const again = await importTable(app, table(20))
    expect(again.at(-1)).toEqual({ type: 'result', created: 0, updated: 0, skipped: 20, failed: 0 })
    expect((await send(app, 'GET', '/api/v1/stats')).json()).toEqual(before)
  })

  test('is the same whether its format is told or found out', async () => {
    const { app } = await startTestApp()
    for (const [url, type] of [
      ['/api/v1/import', 'text/csv'],
      ['/api/v1/import?fileName=prompts.csv', 'application/octet-stream'],
    ] as const) {
      const headers = { 'content-type': type }
      const response = await send(
        app,
        'POST',
        `${url}${url.includes('?') ? '&' : '?'}dryRun=true`,
        {
          body: table(2),
          headers,
        },
      )
      expect(eventsIn(response.body).at(-1)).toMatchObject({ type: 'result', created: 2 })
    }
    expect(await countPrompts(app)).toBe(0)
  })

  test('passes over a broken row, with its line and the reason', async () => {
    const { app } = await startTestApp()
    const body = `${header}Good,Text,FALSE,TEXT,me\n,No title,FALSE,TEXT,me\nAlso good,Text 2,FALSE,TEXT,me\n`
    const events = await importTable(app, body)
    expect(events).toHaveLength(4)
    expect(events[1]).toMatchObject({
      type: 'row',
      line: 3,
      outcome: 'failed',
      code: expect.stringMatching(/^PB_/),
      detail: expect.stringMatching(/./),
    })
    expect(events.at(-1)).toEqual({ type: 'result', created: 2, updated: 0, skipped: 0, failed: 1 })
  })

  test('tells how far it has read', async () => {
    const { app } = await startTestApp()
    const body = table(100, 'x'.repeat(5_000))
    const bytes = (await importTable(app, body)).flatMap((event) =>
      event.type === 'progress' ? [event.bytes] : [],
    )
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b))
    expect(bytes.at(-1)).toBeLessThanOrEqual(Buffer.byteLength(body))
  })

  test('waits while somebody else writes to the library', async () => {
    const { app, dataDir, log } = await startTestApp()
    const other = new DatabaseSync(join(dataDir, 'promptbin.db'))
    other.exec('BEGIN IMMEDIATE')
    const imported = importTable(app, table(3))
    const busy = expect.objectContaining({ error_code: 'PB_STORE_BUSY' })
    await vi.waitFor(() => expect(log).toContainEqual(busy), { timeout: 20_000 })
    other.exec('ROLLBACK')
    other.close()
    expect((await imported).at(-1)).toMatchObject({ type: 'result', created: 3, failed: 0 })
  })

  test('writes every query under the id of its request', async () => {
    const { app, log } = await startTestApp()
    const headers = { ...csv, 'x-request-id': 'import-join-test' }
    await send(app, 'POST', importPath, { body: table(5), headers })
    const queries = log.filter(
      ({ event, operation }) => event === 'store.query' && operation === 'import',
    )
    expect(queries).toHaveLength(5)
    expect(queries.every((query) => query['request_id'] === 'import-join-test')).toBe(true)
  })
})

describe('an import is refused as a whole', () => {
  let app: FastifyInstance

  // One app for all: what is refused leaves nothing behind, which each test sees for itself.
  beforeAll(async () => {
    const testApp = await openTestApp()
    app = testApp.app
    return testApp.close
  })

  const refusal = async (url: string, body: string, headers: Record<string, string>) => {
    const response = await send(app, 'POST', url, { body, headers })
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(await countPrompts(app)).toBe(0)
    return response.json<Problem>()
  }

  test.each([
    ['other columns', 'name,text\na,b\n'],
    ['nothing', ''],
  ])('when the table has %s', async (_what, body) => {
    const problem = await refusal(importPath, body, csv)
    expect(problem.status).toBeGreaterThanOrEqual(400)
    expect(problem.status).toBeLessThan(500)
    expect(problem.code).toMatch(/^PB_IMPORT_/)
  })

  test('when it is of a type that nobody imports', async () => {
    const problem = await refusal(importPath, '<a/>', { 'content-type': 'text/xml' })
    expect(problem).toMatchObject({ status: 415, code: 'PB_IMPORT_TYPE_UNKNOWN' })
  })

  test('when nobody could tell what it is', async () => {
    const bytes = { 'content-type': 'application/octet-stream' }
    const problem = await refusal('/api/v1/import', '\0\0\0', bytes)
    expect(problem).toMatchObject({ status: 422, code: 'PB_IMPORT_FORMAT_UNKNOWN' })
  })

  test.each([
    ['format=word', '/format'],
    ['dryRun=maybe', '/dryRun'],
    ['fileName=', '/fileName'],
    ['fileName=a%00b', '/fileName'],
    ['x=1', '/x'],
  ])('when it is asked for with %s', async (query, pointer) => {
    const problem = await refusal(`/api/v1/import?${query}`, table(1), csv)
    expect(problem).toMatchObject({
      status: 422,
      code: 'PB_REQUEST_INVALID',
      errors: [{ pointer }],
    })
  })

  test('when it says that it is larger than 16 MiB', async () => {
    const body = table(1) + ' '.repeat(16 * 1024 * 1024)
    const problem = await refusal(importPath, body, csv)
    expect(problem).toMatchObject({ status: 413, code: 'PB_BODY_TOO_LARGE' })
  })
})
