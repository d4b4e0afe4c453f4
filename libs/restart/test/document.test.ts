import { readFileSync } from 'node:fs'
import { readTables } from '@promptbin/document-tables'
import { expect, test } from 'vitest'
import { createRestartPolicy, type RestartClass, restartClasses } from '../src/index.ts'

const document = readFileSync(new URL('../../../docs/supervision.md', import.meta.url), 'utf8')

const timings: Readonly<Record<RestartClass['timing'], string>> = {
  'at-once': 'at once',
  'backoff-later': 'at once, then backoff',
  backoff: 'backoff',
  wait: 'when asked or changed',
}

test('the table of classes in the documentation is that of the code', () => {
  const rows = Object.entries(restartClasses).map(([name, { timing, patience, why }]) => [
    `\`${name}\``,
    patience === 1 ? timings[timing] : `${timings[timing]} ×${patience}`,
    why,
  ])
  const table = readTables(document).find(({ head }) => head[0] === 'class')
  expect(table?.rows).toEqual(rows)
})

test('the numbers in the documentation are those of the policy', () => {
  const policy = createRestartPolicy({ maxRestartAttempts: 5 })
  const minutes = (ms: number) => ms / 60_000
  for (const said of [
    `from ${policy.baseDelayMs} ms`,
    `to ${minutes(policy.maxDelayMs)} min`,
    `within\n${minutes(policy.windowMs)} minutes`,
    `(${minutes(policy.pauseMs)} min)`,
    `ready for ${minutes(policy.longLifeMs)} minutes`,
    `up to ${policy.maxKills} within ${minutes(policy.killWindowMs) / 60} hours`,
  ]) {
    expect(document).toContain(said)
  }
})
