import { once } from 'node:events'
import { request } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { describe, expect, test, vi } from 'vitest'
import { startTestApp } from '../../test-app.ts'
import { eventsIn, header, importPath, table } from './table.ts'

describe('an import over a connection', () => {
  /** A client that sends and reads as the test says. */
  async function connect(app: FastifyInstance) {
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const client = request(`${address}${importPath}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
    })
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
    const { app, store } = await startTestApp()
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
    expect((await store.stats()).prompts).toBe(created)
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
