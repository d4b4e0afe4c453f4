import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExampleItem, GroupItem } from '../src/errors-stream/describe-group.ts'
import { TestFolder } from './command.ts'
import { EventReader } from './event-reader.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

interface Page {
  readonly items: readonly GroupItem[]
  readonly nextCursor: string | null
  readonly total: number
}

async function ask<Body>(path: string, headers: Record<string, string> = {}) {
  const asking = get(new URL(path, data.instance.supervisor.url), { agent: false, headers })
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, body: (await json(answer)) as Body }
}

/** Lets a service meet the same error, for a request of this id. */
async function breakService(name: 'web' | 'mcp', requestId: string): Promise<void> {
  const url = new URL('/broken', data.instance[name].url)
  const headers = { 'x-request-id': requestId }
  const [answer] = (await once(get(url, { agent: false, headers }), 'response')) as [
    IncomingMessage,
  ]
  expect(answer.statusCode).toBe(503)
  answer.resume()
}

/** Breaks both services, and waits until that is told and counted. */
async function breakBoth(): Promise<GroupItem> {
  const events = await EventReader.open(data.instance.supervisor.url)
  await breakService('web', 'request-in-web')
  const told = await events.next('error-group')
  events.close()
  expect((await data.run(['errors'])).stdout).toContain('  once (prompt-web 1), first ')
  await breakService('mcp', 'request-in-gateway')
  expect(told).toMatchObject({ kind: 'new', service: 'prompt-web', code: 'PB_TEST_BROKEN' })
  for (;;) {
    const { body } = await ask<Page>('/api/v1/errors')
    const [group] = body.items
    if (group?.services.length === 2) return group
  }
}

test('one error of two services is one group, told of, listed and counted', async () => {
  await data.start()
  const group = await breakBoth()
  expect(group).toMatchObject({
    code: 'PB_TEST_BROKEN',
    message: 'This is broken.',
    state: 'new',
    count: 2,
    requestId: 'request-in-gateway',
  })
  const path = `/api/v1/errors/${group.fingerprint}`
  const { body } = await ask<GroupItem & { examples: readonly ExampleItem[] }>(path)
  expect(body.examples.map(({ requestId }) => requestId)).toEqual([
    'request-in-gateway',
    'request-in-web',
  ])
  expect(body.examples[0]).not.toHaveProperty('stack')
  const forwarded = await ask<{ examples: [] }>(path, { 'x-forwarded-for': '192.0.2.1' })
  expect(forwarded.body.examples).toEqual([])
  const metrics = await fetch(`${data.instance.supervisor.url}/metrics`)
  expect(await metrics.text()).toMatch(/promptbin_errors_total\{[^}]*code="other"[^}]*\} 2/)
  const line = data.log.find(({ event }) => event === 'lifecycle.error-group')
  expect(line).toMatchObject({ level: 'warn', facts: { fingerprint: group.fingerprint } })

  const { code, stdout } = await data.run(['errors', '--since', '1h', '--service', 'mcp-gateway'])
  expect(code).toBe(0)
  expect(stdout).toContain('NEW  PB_TEST_BROKEN: This is broken.')
  expect(stdout).toContain('2 times (prompt-web 1, mcp-gateway 1)')
  expect(stdout).toContain('promptbin logs --request request-in-gateway')
  const told = JSON.parse((await data.run(['errors', '--json'])).stdout)
  expect(told.items).toMatchObject([{ fingerprint: group.fingerprint, count: 2 }])
  expect((await data.run(['errors', '--since', '2999-01-01'])).stdout).toContain('no error')
  expect((await data.run(['errors', '--since', 'yesterday'])).code).toBe(2)
})

test('groups are kept over a restart of the supervisor', async () => {
  const started = await data.start()
  const { fingerprint } = await breakBoth()
  await started.stop()
  await data.start()
  const { body } = await ask<Page>('/api/v1/errors')
  expect(body.items).toMatchObject([{ fingerprint, count: 2 }])
})

test('what is asked for in another form is refused, and what is unknown is not there', async () => {
  await data.start()
  for (const query of ['state=old', 'since=yesterday', 'cursor=x', 'limit=0', 'what=1']) {
    expect((await ask(`/api/v1/errors?${query}`)).status, query).toBe(422)
  }
  expect(await ask('/api/v1/errors/0123456789abcdef')).toMatchObject({
    status: 404,
    body: { code: 'PB_ERROR_GROUP_UNKNOWN' },
  })
})
