import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ImportEvent } from '@promptbin/prompts'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Problem } from '../refused/refusal.ts'
import { openTestApp, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/import?format=prompts-chat'
const csv = { 'content-type': 'text/csv' }
const header = 'act,prompt,for_devs,type,contributor\n'

/** A table of as many prompts as asked for, each with a text of its own. */
function table(rows: number, text = 'Text'): string {
  const lines = Array.from({ length: rows }, (_, n) => `Prompt ${n},${text} ${n},FALSE,TEXT,me\n`)
  return header + lines.join('')
}

const eventsIn = (body: string) =>
  body
    .trimEnd()
    .split('\n')
    .map((line): ImportEvent => JSON.parse(line))

async function importTable(app: FastifyInstance, body: string | Buffer) {
  const response = await send(app, 'POST', path, { body, headers: csv })
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
      { type: 'row', line: 2, outcome: 'created', name: 'linux-terminal' },
      { type: 'row', line: 4, outcome: 'created', name: 'poet' },
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
    const busy = expect.objectContaining({ operation: 'import', error_code: 'PB_STORE_BUSY' })
    await vi.waitFor(() => expect(log).toContainEqual(busy), { timeout: 20_000 })
    other.exec('ROLLBACK')
    other.close()
    expect((await imported).at(-1)).toMatchObject({ type: 'result', created: 3, failed: 0 })
  })

  test('writes every query under the id of its request', async () => {
    const { app, log } = await startTestApp()
    const headers = { ...csv, 'x-request-id': 'import-join-test' }
    await send(app, 'POST', path, { body: table(5), headers })
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
    const problem = await refusal(path, body, csv)
    expect(problem.status).toBeGreaterThanOrEqual(400)
    expect(problem.status).toBeLessThan(500)
    expect(problem.code).toMatch(/^PB_IMPORT_/)
  })

  test('when it is not a table', async () => {
    const problem = await refusal(path, '{}', { 'content-type': 'application/json' })
    expect(problem).toMatchObject({ status: 415, code: expect.stringMatching(/^PB_/) })
  })

  test.each(['/api/v1/import', '/api/v1/import?format=word', `${path}&x=1`])(
    'when its format is not known: %s',
    async (url) => {
      const problem = await refusal(url, table(1), csv)
      expect(problem).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
    },
  )

  test('when it says that it is larger than 16 MiB', async () => {
    const body = table(1) + ' '.repeat(16 * 1024 * 1024)
    const problem = await refusal(path, body, csv)
    expect(problem).toMatchObject({ status: 413, code: 'PB_BODY_TOO_LARGE' })
  })
})

describe('an import over a connection', () => {
  /** A client that sends and reads as the test says. */
  async function connect(app: FastifyInstance) {
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const client = request(`${address}${path}`, { method: 'POST', headers: csv })
    client.on('error', () => {})
    return client
  }

  test('answers the first rows before the table has arrived', async () => {
    const { app } = await startTestApp()
    const client = await connect(app)
    const lines = table(3).split(/(?<=\n)/)
    client.write(lines.slice(0, 3).join(''))
    const [response] = await once(client, 'response')
    const [chunk] = await once(response, 'data')
    expect(eventsIn(String(chunk))[0]).toMatchObject({ line: 2, outcome: 'created' })
    client.end(lines.slice(3).join(''))
    let rest = ''
    for await (const more of response) rest += more
    expect(eventsIn(rest).at(-1)).toMatchObject({ type: 'result', created: 3 })
  })

  test('that grows over 16 MiB on its way ends with the error and what was done', async () => {
    const { app } = await startTestApp()
    const client = await connect(app)
    const answered = once(client, 'response').then(async ([response]) => {
      let body = ''
      for await (const chunk of response) body += chunk
      return eventsIn(body)
    })
    const chunk = table(16, 'x'.repeat(64 * 1024)).slice(header.length)
    client.write(header)
    for (let n = 0; n < 17; n++) {
      if (!client.write(chunk)) await once(client, 'drain')
    }
    client.end()
    const events = await answered
    const created = events.filter((event) => event.type === 'row').length
    expect(created).toBeGreaterThan(0)
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'PB_BODY_TOO_LARGE', created })
    expect(await countPrompts(app)).toBe(created)
  })

  test('stops between two rows when the client goes away, and what it wrote is whole', async () => {
    const { app, log, store } = await startTestApp()
    const client = await connect(app)
    const rows = 3_000
    client.end(table(rows))
    const [response] = await once(client, 'response')
    response.on('error', () => {})
    await once(response, 'data')
    client.destroy()
    const aborted = expect.objectContaining({ route: '/api/v1/import', aborted: true })
    await vi.waitFor(() => expect(log).toContainEqual(aborted))
    // Writes take turns: when the probe is done, so is the row that was being written.
    await store.probe()
    const stopped = await store.stats()
    expect(stopped.prompts).toBeGreaterThan(0)
    expect(stopped.prompts).toBeLessThan(rows)
    expect(stopped.versions).toBe(stopped.prompts)
    await store.probe()
    expect(await store.stats()).toEqual(stopped)
  })
})
