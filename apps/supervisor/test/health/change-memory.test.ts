import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHealth, type HealthCheck } from '@promptbin/health'
import { expect, onTestFinished, test } from 'vitest'
import { openChangeMemory } from '../../src/checks/change-memory.ts'
import { openStateFolder } from '../../src/state/state-folder.ts'

function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'promptbin-health-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const open = (path: string) => openStateFolder({ path, log: { warn: () => {} } })

/** One life of a supervisor, in which its only check says these, one after the other. */
async function live(path: string, ...statuses: readonly ('pass' | 'warn' | 'fail')[]) {
  const folder = open(path)
  const memory = openChangeMemory(folder)
  const left = [...statuses]
  const check: HealthCheck = {
    name: 'disk:bytes',
    severity: 'major',
    componentType: 'system',
    run: async () => ({ status: left.shift() ?? 'pass' }),
  }
  const health = createHealth({
    service: 'test',
    version: '1',
    checks: [check],
    intervalMs: 60_000,
    earlierChanges: memory.value,
  })
  health.onChange(() => memory.write(health.report().changes))
  health.setState('ready')
  while (left.length > 0) await health.recheck()
  await folder.flush()
  return health.report().changes.map(({ from, to }) => `${from} ${to}`)
}

test('what changed is known after a restart, and what was so before is no change', async () => {
  const path = temporaryFolder()
  expect(await live(path, 'pass', 'warn')).toEqual(['pass warn'])
  expect(await live(path, 'warn', 'fail')).toEqual(['pass warn', 'warn fail'])
  expect(await live(path, 'pass')).toEqual(['pass warn', 'warn fail', 'fail pass'])
})

test('only the last hundred are kept', async () => {
  const path = temporaryFolder()
  const many = Array.from({ length: 150 }, (_, n) => (n % 2 === 0 ? 'warn' : 'pass'))
  expect(await live(path, ...many)).toHaveLength(100)
  expect(openChangeMemory(open(path)).value).toHaveLength(100)
})

test.each(['{', '{"version":1,"value":{}}', '{"version":9,"value":[]}'])(
  'a damaged file (%s) is set aside',
  async (text) => {
    const path = temporaryFolder()
    writeFileSync(join(path, 'health.json'), text)
    expect(openChangeMemory(open(path)).value).toEqual([])
    expect(readdirSync(path)).toEqual([expect.stringMatching(/^health\.json\.damaged-/)])
  },
)

test('of what somebody else wrote only changes are taken', () => {
  const path = temporaryFolder()
  const change = {
    at: '2026-01-01T00:00:00.000Z',
    check: 'a:b',
    from: 'pass',
    to: 'fail',
    output: null,
  }
  const value = [change, null, 'x', { ...change, to: 'ill' }, { ...change, output: 5 }]
  writeFileSync(join(path, 'health.json'), JSON.stringify({ version: 1, value }))
  expect(openChangeMemory(open(path)).value).toEqual([change])
})
