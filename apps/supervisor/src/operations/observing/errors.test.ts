import { expect, onTestFinished, test } from 'vitest'
import { operationApp } from '../../../test/operation-app.ts'
import { ErrorGroups } from '../../errors-stream/groups/error-groups.ts'
import { identifyError } from '../../errors-stream/identity/identify-error.ts'
import { errorHandlers } from './errors.ts'

const startMs = Date.UTC(2026, 10, 22, 12)
const word = (count: number) => 'abcdefghijklmnopqrst'[count]

/** The route over twenty groups, two of which were seen in the same millisecond each time. */
async function prepare() {
  const groups = new ErrorGroups()
  for (let count = 0; count < 20; count++) {
    const sighting = {
      ...identifyError({ type: 'Error', message: `${word(count)} is broken` }),
      service: count % 2 === 0 ? 'prompt-web' : 'mcp-gateway',
      at: new Date(startMs).toISOString(),
      ...{
        event: null,
        text: '',
        requestId: null,
        traceId: null,
        stack: null,
        context: {},
        advice: null,
      },
    }
    groups.add(sighting, startMs + Math.floor(count / 2) * 1000)
  }
  const app = await operationApp(errorHandlers({ errors: { groups } }))
  onTestFinished(() => app.close())
  return async (query: Record<string, string> = {}) =>
    (await app.inject({ url: '/api/v1/errors', query })).json()
}

test('pages of groups, those seen last first, give each group once', async () => {
  const ask = await prepare()
  const whole = await ask()
  expect(whole).toMatchObject({ total: 20, nextCursor: null })
  const seen = whole.items.map(({ lastSeen }: { lastSeen: string }) => lastSeen)
  expect(seen).toEqual(seen.toSorted().reverse())
  const paged: unknown[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await ask({ limit: '3', ...(cursor && { cursor }) })
    expect(page.total).toBe(20)
    paged.push(...page.items)
    cursor = page.nextCursor
  }
  expect(paged).toEqual(whole.items)
})

test('only what is asked for is told', async () => {
  const ask = await prepare()
  expect(await ask({ service: 'mcp-gateway' })).toMatchObject({ total: 10 })
  expect(await ask({ state: 'rising' })).toMatchObject({ total: 0, items: [] })
  expect(await ask({ state: 'new' })).toMatchObject({ total: 20 })
  expect(await ask({ since: new Date(startMs + 8000).toISOString() })).toMatchObject({ total: 4 })
})
