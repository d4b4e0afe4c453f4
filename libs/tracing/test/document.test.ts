import { readFileSync } from 'node:fs'
import * as conventions from '@opentelemetry/semantic-conventions/incubating'
import { expect, test } from 'vitest'
import { attributesOf, everySpan } from './every-span.ts'

const document = readFileSync(new URL('../../../docs/tracing.md', import.meta.url), 'utf8')

/** The rows of the table of spans, each with its cells. */
function rows(): readonly (readonly string[])[] {
  const lines = document.split('\n')
  const start = lines.findIndex((line) => line.startsWith('| span '))
  return lines
    .slice(start + 2)
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)

test('the table of spans in the documentation is that of the code', () => {
  const told = rows().map(([span, kind, , attributes]) => [span, kind, codeIn(attributes)])
  const recorded = Object.entries(everySpan).map(([span, spans]) => [
    span,
    spans[0]?.[0].kind,
    attributesOf(spans),
  ])
  expect(told).toEqual(recorded)
})

test.each([
  ['HTTP request', 'GET /api/v1/prompts/:name'],
  ['MCP request', 'tools/call get_prompt'],
  ['call', 'GET /api/v1/prompts/:name'],
  ['query', 'compose promptbin'],
])('the name of a span is as documented: %s', (span, name) => {
  const [, , documented = ''] = rows().find(([first]) => first === span) ?? []
  expect(everySpan[span]?.[0]?.[0].name).toBe(name)
  // `{method} {route}` as a pattern: every word in braces is anything.
  const pattern = codeIn(documented)[0]?.replaceAll(/\{[^}]+\}/g, '\\S+') ?? ''
  expect(name).toMatch(new RegExp(`^${pattern}$`))
})

test('attributes have the names of OpenTelemetry, but for those of our own', () => {
  const known = new Set<unknown>(Object.values(conventions))
  const ours = Object.values(everySpan)
    .flatMap(attributesOf)
    .filter((name) => !known.has(name))
  expect([...new Set(ours)]).toEqual(['promptbin.db.queue_wait_seconds'])
})
