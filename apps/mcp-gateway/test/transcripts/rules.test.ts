import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Message {
  readonly id?: unknown
  readonly method?: string
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly data?: { readonly supported?: unknown } }
}

const folder = new URL('golden/', import.meta.url)

/** The questions of a transcript by their ids, and all messages that came back. */
function read(file: string) {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n')
  const asked = new Map<unknown, string>()
  const answered: Message[] = []
  for (const line of lines) {
    const text = line.replace(/^(→|←)? */u, '')
    if (!text.startsWith('{')) continue
    const message = parse(text)
    if (message?.method !== undefined && message.id !== undefined) {
      asked.set(message.id, message.method)
    } else if (message?.result || message?.error) answered.push(message)
  }
  return { asked, answered }
}

function parse(text: string): Message | undefined {
  try {
    return JSON.parse(text)
  } catch {
    // What is sent as no JSON.
    return undefined
  }
}

/** What has to say how long it may be kept (MCP 2026-07-28 server/utilities/caching). */
const cacheable = new Set([
  'server/discover',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
])

const files = readdirSync(folder)

// These hold of what is committed, so that a renewal cannot do away with them.
describe.each(files.filter((file) => file.startsWith('2026-07-28')))('%s', (file) => {
  const { asked, answered } = read(file)
  const results = answered.flatMap(({ id, result }) => (result ? [{ id, result }] : []))

  test('every result says whether it is complete, and who gave it', () => {
    expect(results.length).toBeGreaterThan(10)
    for (const { result } of results) {
      expect(result['resultType']).toMatch(/^(complete|input_required)$/)
      expect(result['_meta']).toHaveProperty(['io.modelcontextprotocol/serverInfo'])
    }
  })

  test('what may be kept says how long and by whom, all else does not', () => {
    for (const { id, result } of results) {
      const mayBeKept = cacheable.has(asked.get(id) ?? '')
      expect('ttlMs' in result && 'cacheScope' in result, `${asked.get(id)}`).toBe(mayBeKept)
    }
  })

  test('no error has a code that only older versions know', () => {
    const codes = answered.flatMap(({ error }) => error?.code ?? [])
    expect(codes).toEqual(expect.arrayContaining([-32700, -32602, -32601, -32022]))
    expect(codes).not.toContain(-32002)
    expect(codes).not.toContain(-32042)
  })
})

describe.each(files.filter((file) => !file.startsWith('2026-07-28')))('%s', (file) => {
  test('no result has what only 2026-07-28 knows', () => {
    const results = read(file).answered.flatMap(({ result }) => (result ? [result] : []))
    expect(results.length).toBeGreaterThan(10)
    for (const result of results) {
      expect(Object.keys(result)).not.toContain('resultType')
      expect(Object.keys(result)).not.toContain('ttlMs')
      expect(Object.keys(result)).not.toContain('cacheScope')
    }
  })
})
