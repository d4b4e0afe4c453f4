import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from '../../test/refusal-of.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadConfig } from '../loading/load-config.ts'
import { readConfiguration } from '../loading/read-configuration.ts'
import { describeConfig } from '../origins/describe-config.ts'

const load = (files: Record<string, string>, environment = {}) =>
  loadConfig({ environment, workingDirectory: temporaryFolder(files) })

test('a .env of the working folder counts, with quotes, comments and export', () => {
  const config = load({
    '.env': [
      '# of another program:',
      'DATABASE_URL=postgres://x',
      'PROMPTBIN_WEB_PORT=6001 # ours',
      'export PROMPTBIN_LOGGING_LEVEL="debug"',
      "PROMPTBIN_MCP_ALLOWED_HOSTS='a.example,b.example'",
    ].join('\n'),
  })
  expect(config).toMatchObject({
    web: { port: 6001 },
    logging: { level: 'debug' },
    mcp: { allowedHosts: ['a.example', 'b.example'] },
  })
  expect(describeConfig(config)['logging.level']).toEqual({
    value: 'debug',
    origin: 'env-file',
    source: '.env line 4',
  })
})

test('it goes before the configuration file and behind the environment', () => {
  const files = {
    '.env': 'PROMPTBIN_WEB_PORT=2\nPROMPTBIN_MCP_PORT=2\n',
    'promptbin-config.yaml': 'web: { port: 1 }\nmcp: { port: 1 }\nsupervisor: { port: 1 }\n',
  }
  const { web, mcp, supervisor } = load(files, { PROMPTBIN_WEB_PORT: '3' })
  expect([web.port, mcp.port, supervisor.port]).toEqual([3, 2, 1])
})

test('the one beside the configuration file counts as well, behind that of the working folder', () => {
  const config = load({
    '.env': 'PROMPTBIN_CONFIG=etc/promptbin.yaml\nPROMPTBIN_WEB_PORT=1\n',
    'etc/.env': 'PROMPTBIN_WEB_PORT=2\nPROMPTBIN_MCP_PORT=2\nPROMPTBIN_DATA_DIR=library\n',
    'etc/promptbin.yaml': 'supervisor: { port: 3 }\nmcp: { port: 3 }\n',
  })
  expect([config.web.port, config.mcp.port, config.supervisor.port]).toEqual([1, 2, 3])
  expect(config.dataDir).toMatch(/etc\/library$/)
})

test('a variable in it may name a file with the value, from its own folder', () => {
  const config = load({
    '.env': 'PROMPTBIN_TRACING_HEADERS_FILE=secrets/headers\n',
    'secrets/headers': 'authorization=Bearer%20x\n',
  })
  expect(config.tracing.headers).toEqual([{ name: 'authorization', value: 'Bearer x' }])
})

test('a service that is supervised has its configuration from its supervisor alone', () => {
  const config = load({ '.env': 'PROMPTBIN_WEB_PORT=1\n' }, { PROMPTBIN_SUPERVISED: '1' })
  expect(config.web.port).toBe(5000)
})

test('a folder of that name belongs to others', () => {
  const workingDirectory = temporaryFolder()
  mkdirSync(join(workingDirectory, '.env'))
  expect(loadConfig({ environment: {}, workingDirectory }).web.port).toBe(5000)
})

test('what is wrong in it is told with its line, and secrets are not', () => {
  const workingDirectory = temporaryFolder({
    '.env':
      'PROMPTBIN_WEB_PROT=1\n PROMPTBIN_MODE\nPROMPTBIN_MCP_PORT=x\nPROMPTBIN_TRACING_HEADERS=hunter2,\nPROMPTBIN_INSTANCE_KEY=a\n',
  })
  const { faults } = readConfiguration({ environment: {}, workingDirectory })
  const at = (line: number, column = 1) => ({ file: '.env', line, column })
  expect(faults).toEqual([
    {
      pointer: 'PROMPTBIN_WEB_PROT',
      message: expect.stringMatching(/\(\.env line 1\)\. Did you mean PROMPTBIN_WEB_PORT\?$/),
      at: at(1),
    },
    { pointer: 'PROMPTBIN_MODE', message: 'has no = behind it (.env line 2).', at: at(2, 2) },
    {
      pointer: 'PROMPTBIN_INSTANCE_KEY',
      message: expect.stringContaining('is not a variable'),
      at: at(5),
    },
    expect.objectContaining({ pointer: 'mcp.port', at: at(3) }),
    expect.objectContaining({ pointer: 'tracing.headers', at: at(4) }),
  ])
  expect(JSON.stringify(faults)).not.toContain('hunter2')
})

test('one that is no text is a fault', () => {
  const workingDirectory = temporaryFolder({ '.env': new Uint8Array([0xff, 0xfe, 0x41, 0]) })
  expect(refusalOf({ environment: {}, workingDirectory }).fields).toEqual([
    { pointer: '.env', message: expect.stringContaining('UTF-16') },
  ])
})

test('whatever it holds, the answer is a configuration or faults in words', () => {
  const folder = temporaryFolder({ '.env': '' })
  const parts = fc.constantFrom(
    'PROMPTBIN_',
    'WEB_PORT',
    'X',
    '=',
    '\n',
    '"',
    "'",
    '#',
    ' ',
    '(',
    '1',
  )
  fc.assert(
    fc.property(fc.string({ unit: parts, maxLength: 20 }), (text) => {
      writeFileSync(join(folder, '.env'), text)
      const { faults } = readConfiguration({ environment: {}, workingDirectory: folder })
      for (const { message } of faults) expect(message).toMatch(/^(is not a|has no =|must be) /)
    }),
    { numRuns: 300 },
  )
})
