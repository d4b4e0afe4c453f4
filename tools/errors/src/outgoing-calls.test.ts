import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { outgoingCalls } from './outgoing-calls.ts'
import { readSources, root } from './sources.ts'

const page = readFileSync(`${root}docs/resilience.md`, 'utf8')

test('docs/resilience.md tells of each call that leaves a process what bounds and guards it', () => {
  const calls = outgoingCalls(readSources())
  expect(calls).toContain('libs/prompt-client/src/exchange/exchange.ts')
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
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
