import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { TestFolder } from '../command.ts'

const data = new TestFolder()
const file = join(data.path, 'promptbin-config.yaml')
afterAll(() => data.remove())

describe('without a running instance', () => {
  test('a file is made, and changed once the whole of it is checked', async () => {
    const made = await data.run(['config', 'set', 'logging.level', 'debug', 'web.workers', '2'])
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toContain(file)
    const text = 'logging:\n  level: debug\nweb:\n  workers: 2\n'
    expect(readFileSync(file, 'utf8')).toBe(text)
    const wrong = await data.run(['config', 'set', 'web.workers', 'many', 'mcp.rate_limit', '7'])
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('web.workers')])
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test.each([
    [['supervisor.spares', '2'], 'PROMPTBIN_SUPERVISOR_SPARES'],
    [['logging.levle', 'warn'], 'Did you mean logging.level?'],
    [['logging.level'], 'logging.level has no value'],
    [[], '--unset'],
  ])('%j is refused in words', async (words, said) => {
    const { code, stderr } = await data.run(['config', 'set', ...words])
    expect(code).not.toBe(0)
    expect(stderr).toContain(said)
  })

  test('a file that is wrong can be put right', async () => {
    writeFileSync(file, '# mine\nlogging:\n  level: loud\n')
    const { code, stderr } = await data.run(['config', 'set', '--unset', 'logging.level'])
    expect([code, stderr]).toEqual([0, ''])
    expect(readFileSync(file, 'utf8')).toMatch(/^# mine\n/)
    rmSync(file)
  })
})

test('of a running instance settings are set, their history told, and rolled back', async () => {
  await data.start()
  const set = await data.run(['config', 'set', 'logging.level', 'warn', '--json'])
  expect([set.code, set.stderr]).toEqual([0, ''])
  expect(JSON.parse(set.stdout)).toMatchObject({
    changed: [{ key: 'logging.level', from: 'info', to: 'warn', change: 'live' }],
    reloaded: [],
  })
  const stale = await data.run(['config', 'set', 'mode', 'development', '--if-match', '1'])
  expect(stale.stderr).toContain('PB_CONFIG_CHANGED')
  const back = await data.run(['config', 'rollback', '1', '--yes'])
  expect(back.stdout).toMatch(/Generation 3 is in force.\n +logging.level +warn → info +at once/)
  const history = await data.run(['config', 'history'])
  expect(history.stdout).toMatch(/^3 .*rollback by \S+ \(cli\) +in force\n.*\n2 .*update by/)
})
