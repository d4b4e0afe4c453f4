import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promptbin } from '../src/promptbin.ts'
import { type Started, TestFolder } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'promptbin-config-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SECRET = 'c4naryS3cret'

function fileOf(content: string): string {
  const file = join(mkdtempSync(join(folder, 'file-')), 'promptbin-config.yaml')
  writeFileSync(file, content)
  return file
}

/** Runs `promptbin config …` on a folder where nothing runs. */
async function config(...args: readonly string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const argv = ['node', 'promptbin', 'config', ...args, '--data-dir', join(folder, 'data')]
  const code = await promptbin({ argv, services: [], terminal: { stdin, stdout, stderr } })
  stdout.end()
  stderr.end()
  return { code, stdout: await text(stdout), stderr: await text(stderr) }
}

const sample = fileOf(`web: { workers: 2 }
mcp: { workers: 2 }
tracing: { endpoint: http://127.0.0.1:4318, headers: "authorization=${SECRET}" }
`)

describe('promptbin config print', () => {
  test('tells each value with where it comes from, and no secret', async () => {
    const { code, stdout } = await config('print', '--config', sample)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^web\.workers +2 +file: promptbin-config\.yaml line 1$/m)
    expect(stdout).toMatch(/^mcp\.legacy +stateless +derived: mcp\.workers$/m)
    expect(stdout).toMatch(/^web\.port +5000 +default$/m)
    expect(stdout).toMatch(/^tracing\.headers +\[hidden\] +file/m)
    expect(stdout).toContain('This is the configuration that a start here would have.')
    expect(stdout).not.toContain(SECRET)
  })

  test('tells only what is not the default, for programs as well', async () => {
    const { stdout } = await config('print', '--config', sample, '--changed', '--json')
    const { of, settings } = JSON.parse(stdout)
    expect(of).toBe('start')
    expect(settings['mcp.workers']).toEqual({
      value: 2,
      origin: 'file',
      source: 'promptbin-config.yaml line 2',
    })
    expect(settings).not.toHaveProperty('web.port')
  })

  test('refuses a configuration with faults with all of them', async () => {
    const { code, stderr } = await config('print', '--config', fileOf('web: { port: x, prot: 1 }'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/PB_CONFIG_INVALID.*\n.*web\.prot.*\n.*web\.port/)
  })
})

describe('promptbin config get', () => {
  test('writes the value alone, in the notation of a file', async () => {
    expect((await config('get', 'web.max_memory', '--config', sample)).stdout).toBe('512MB\n')
    expect((await config('get', 'PROMPTBIN_WEB_WORKERS', '--config', sample)).stdout).toBe('2\n')
    const { stdout } = await config('get', 'web.workers', '--json', '--config', sample)
    expect(JSON.parse(stdout)).toMatchObject({ key: 'web.workers', of: 'start', value: 2 })
  })

  test('says what may be meant by a key that does not exist', async () => {
    const { code, stderr } = await config('get', 'web.prot')
    expect(code).toBe(1)
    expect(stderr).toContain('Did you mean web.port?')
  })
})

describe('promptbin config explain', () => {
  test('tells all there is to know of a setting', async () => {
    const { code, stdout } = await config('explain', 'mcp.workers', '--config', sample)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^value +2 {2}\(file: promptbin-config\.yaml line 2\)$/m)
    expect(stdout).toMatch(/^takes +a whole number from 1 to 64$/m)
    expect(stdout).toMatch(/^variable +PROMPTBIN_MCP_WORKERS, or PROMPTBIN_MCP_WORKERS_FILE/m)
    expect(stdout).toMatch(/^a change +counts when processes are replaced/m)
  })

  test('does not tell a secret', async () => {
    const { stdout } = await config('explain', 'tracing.headers', '--json', '--config', sample)
    expect(JSON.parse(stdout)).toMatchObject({ sensitive: true, present: { value: '[hidden]' } })
  })
})

describe('promptbin config validate', () => {
  test('says that a right file is right, and what is to know about it', async () => {
    const file = fileOf('flask: { workers: 2 }\nmcp: { protocol_version: "1.0" }\n')
    const { code, stdout } = await config('validate', file)
    expect(code).toBe(0)
    expect(stdout).toContain(`${file} can be used.`)
    expect(stdout).toContain('promptbin-config.yaml:1:1: flask is the older name of web')
    expect(stdout).toMatch(
      /promptbin-config\.yaml:2:26: mcp\.protocol_version "1\.0" is understood/,
    )
  })

  test('tells every fault with its place, and exits with 2', async () => {
    const file = fileOf(
      `web:\n  port: 50x\n  colour: red\ntracing:\n  headers: "${SECRET}"\nmcp:\n  legacy: session\n  workers: 2\n`,
    )
    const { code, stdout } = await config('validate', file)
    expect(code).toBe(2)
    expect(stdout).toContain('cannot be used: 4 faults.')
    expect(stdout).toMatch(/promptbin-config\.yaml:3:3: web\.colour is not a setting/)
    expect(stdout).toMatch(/promptbin-config\.yaml:2:9: web\.port must be a port from 0 to 65535/)
    expect(stdout).toMatch(/promptbin-config\.yaml:5:12: tracing\.headers must be headers such as/)
    expect(stdout).toMatch(/promptbin-config\.yaml:7:11: mcp\.legacy must be stateless or reject/)
    expect(stdout).not.toContain(SECRET)
    const { stdout: json } = await config('validate', file, '--json')
    const { valid, faults } = JSON.parse(json)
    expect({ valid, count: faults.length }).toEqual({ valid: false, count: 4 })
    expect(faults[1].at).toMatchObject({ line: 2, column: 9 })
  })

  test.each<[string, string, RegExp]>([
    ['that is not there', join(folder, 'missing.yaml'), /there is no such file/],
    ['that is a folder', folder, /it is a folder/],
  ])('a file %s is refused by its name', async (_, file, reason) => {
    const { code, stderr } = await config('validate', file)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^PB_CONFIG_FILE_UNREADABLE/)
    expect(stderr).toMatch(reason)
  })
})

describe('promptbin config diff', () => {
  test('tells what a file makes of the defaults', async () => {
    const { code, stdout } = await config('diff', sample)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^web\.workers +1 → 2 +file: promptbin-config\.yaml line 1$/m)
    expect(stdout).toMatch(/^mcp\.legacy +session → stateless +derived: mcp\.workers$/m)
    expect(stdout).toContain('This is different from the defaults.')
    expect(stdout).not.toContain(SECRET)
  })
})

describe('beside an instance that runs', () => {
  let data: TestFolder
  let started: Started
  beforeAll(async () => {
    data = new TestFolder()
    const file = fileOf('flask: { max_connections: 900 }\nmcp: { protocol_version: "1.0" }\n')
    started = await data.start({ PROMPTBIN_LOGGING_LEVEL: 'warn' }, ['--config', file])
  })
  afterAll(() => data.remove())

  test('whoever starts it is told what is understood otherwise than it is written', async () => {
    await started.until('stderr', 'mcp.protocol_version "1.0" is understood as auto')
    expect(started.stderr).toContain('flask is the older name of web')
    const told = data.log.filter(({ event }) => event === 'config.notice')
    expect(told.map(({ setting }) => setting)).toEqual(['flask', 'mcp.protocol_version'])
  })

  test('its configuration is told, and what a file would change in it', async () => {
    const { stdout } = await data.run(['config', 'print', '--json'])
    const { of, settings } = JSON.parse(stdout)
    expect(of).toBe('running')
    expect(settings['logging.level']).toMatchObject({ value: 'warn', origin: 'environment' })

    const file = fileOf('logging: { level: debug }\nmcp: { rate_limit: 7 }\nweb: { host: "::1" }\n')
    const diff = await data.run(['config', 'diff', file])
    const lines = diff.stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  '))
    expect(lines).toEqual([
      'web.host  127.0.0.1 → ::1  file: promptbin-config.yaml line 3  at the next start',
      'web.max_connections  900 → 1000  default  at once',
      'mcp.rate_limit  1000 → 7  file: promptbin-config.yaml line 2  at once',
      'logging.level  warn → debug  file: promptbin-config.yaml line 1  at once',
      '',
      'This is different from the instance that runs.',
      '',
    ])
    const local = await data.run(['config', 'get', 'logging.level', '--local'])
    expect(local.stdout).toBe('info\n')
  })
})
