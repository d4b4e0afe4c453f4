import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { TestFolder } from '../command.ts'
import { askJson } from './ask-json.ts'

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

test('a file that is made while it runs is gone by after a reload', async () => {
  const file = join(data.path, 'promptbin-config.json5')
  rmSync(join(data.path, 'promptbin-config.yaml'), { force: true })
  writeFileSync(file, '{ logging: { level: "warn" /* loud */ } }\n')
  const reloaded = await data.run(['reload'])
  expect([reloaded.code, reloaded.stderr]).toEqual([0, ''])
  expect((await data.run(['config', 'get', 'logging.level'])).stdout).toBe('warn\n')
  expect((await data.run(['config', 'set', 'logging.level', 'info'])).stderr).toBe('')
  expect(readFileSync(file, 'utf8')).toBe('{ logging: { level: "info" /* loud */ } }\n')
})

test('with a file that is wrong, what runs can be asked and says what is wrong', async () => {
  const file = join(data.path, 'promptbin-config.json5')
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, '{ logging: {')
  const health = () => data.run(['health', '--verbose'])
  await expect.poll(async () => (await health()).stdout).toContain('promptbin-config.json5')
  expect((await health()).stderr).toBe('')
  expect((await data.run(['config', 'get', 'logging.level'])).stdout).toBe('info\n')
  expect((await data.run(['config', 'set', 'logging.level', 'warn'])).stderr).toContain(
    'PB_CONFIG_NOT_EDITABLE',
  )
  writeFileSync(file, good)
})

test('a .env beside the file is gone by once it is right, and until it is removed', async () => {
  const env = join(data.path, '.env')
  const key = 'mcp.session_timeout'
  const asked = (path: string) => askJson(new URL(path, data.instance.supervisor.url))
  const inForce = async () => (await asked('/config')).body.settings[key]?.value
  const refusal = async () => JSON.stringify((await asked('/health')).body.checks)
  const usual = await inForce()
  writeFileSync(env, 'PROMPTBIN_MCP_SESSION_TIMEOUT=7m\n')
  await expect.poll(inForce).toBe('7m')
  const shadowed = await data.run(['config', 'set', key, '8m'])
  expect(shadowed.stderr).toMatch(/PB_CONFIG_SHADOWED.*\.env/)
  writeFileSync(env, 'PROMPTBIN_MCP_SESSION_TIMEOUT=soon\n')
  await expect.poll(refusal).toContain('soon')
  expect(await inForce()).toBe('7m')
  rmSync(env)
  await expect.poll(inForce).toBe(usual)
})
