import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { outgoingCalls } from './outgoing-calls.ts'
import { readSources, root } from './sources.ts'

const page = readFileSync(`${root}docs/resilience.md`, 'utf8')

test('docs/resilience.md tells of each call that leaves a process what bounds and guards it', () => {
  const calls = outgoingCalls(readSources())
  expect(calls).toContain('libs/prompt-client/src/exchange/exchange.ts')
  const rows = page.split('\n').filter((line) => /^\| `[^`]+\.ts`/.test(line))
  const told = rows.map((row) => /`([^`]+\.ts)`/.exec(row)?.[1])
  expect(told.toSorted()).toEqual(calls.toSorted())
  for (const row of rows)
    expect(
      row
        .split('|')
        .slice(1, -1)
        .every((cell) => cell.trim() !== ''),
    ).toBe(true)
})

/** The names in the first column of the tables of breakers on a page. */
const breakersIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\| `[a-z-]+`/.test(line))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)])
    .map(([, name]) => name)

test('each breaker that docs/resilience.md tells of is in the runbook of one of its alerts', () => {
  const runbook = (name: string) => readFileSync(`${root}docs/runbooks/${name}.md`, 'utf8')
  const runbooks = [runbook('breaker-open'), runbook('breaker-keeps-opening')]
  const told = breakersIn(page)
  expect(told).toContain('store')
  expect(runbooks.flatMap(breakersIn).toSorted()).toEqual(told.toSorted())
})
