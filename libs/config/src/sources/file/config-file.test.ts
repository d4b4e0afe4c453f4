import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { refusalOf } from '../../../test/refusal-of.ts'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { loadConfig } from '../../loading/load-config.ts'
import { readConfiguration } from '../../loading/read-configuration.ts'
import { optionOf, settings, variableOf } from '../../settings.ts'

const portOf = (port: number) => `web: { port: ${port} }\n`

test('the file in the working folder goes before the one in the data folder', () => {
  const dataDir = temporaryFolder({ 'promptbin-config.yaml': portOf(2) })
  const environment = { PROMPTBIN_DATA_DIR: dataDir }
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': portOf(1) })
  expect(loadConfig({ environment, workingDirectory }).web.port).toBe(1)
  expect(loadConfig({ environment, workingDirectory: temporaryFolder() }).web.port).toBe(2)
})

test('JSON is found and read as well', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.json': '{"web":{"port":3}}' })
  expect(loadConfig({ environment: {}, workingDirectory }).web.port).toBe(3)
})

test('--config goes before PROMPTBIN_CONFIG, which goes before the folders', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.yaml': portOf(1),
    'two.yaml': portOf(2),
    'three.yml': portOf(3),
  })
  const environment = { PROMPTBIN_CONFIG: 'two.yaml' }
  expect(loadConfig({ environment, workingDirectory }).web.port).toBe(2)
  const configFile = join(workingDirectory, 'three.yml')
  expect(loadConfig({ configFile, environment, workingDirectory }).web.port).toBe(3)
})

test('a supervised process has its configuration from the environment and reads no file', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'broken: [' })
  const environment = {
    PROMPTBIN_SUPERVISED: '1',
    PROMPTBIN_CONFIG: 'promptbin-config.yaml',
    PROMPTBIN_WEB_PORT: '4',
  }
  expect(loadConfig({ environment, workingDirectory }).web.port).toBe(4)
})

test.each(['', '# nothing yet\n', 'web:\n', 'web:\n  port:\n', '\uFEFFmode: production\n'])(
  'the file %j changes nothing',
  (text) => {
    const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': text })
    const { web, mode } = loadConfig({ environment: {}, workingDirectory })
    expect({ port: web.port, mode }).toEqual({ port: 5000, mode: 'production' })
  },
)

test('a file that was named and is not there is refused by its name', () => {
  const workingDirectory = temporaryFolder()
  const environment = { PROMPTBIN_CONFIG: 'missing.yaml' }
  expect(refusalOf({ environment, workingDirectory })).toMatchObject({
    code: 'PB_CONFIG_FILE_UNREADABLE',
    message: expect.stringMatching(/missing\.yaml cannot be read: there is no such file/),
  })
})

test.each<[string, (file: string) => unknown, RegExp]>([
  ['a folder', (file) => mkdirSync(file), /folder/],
  ['a link to itself', (file) => symlinkSync(file, file), /link to itself/],
  ['a pipe', (file) => execFileSync('mkfifo', [file]), /regular file/],
])('%s instead of a file is refused', (_, make, reason) => {
  const configFile = join(temporaryFolder(), 'promptbin.yaml')
  make(configFile)
  const error = refusalOf({ configFile, environment: {}, workingDirectory: '/' })
  expect(error.code).toBe('PB_CONFIG_FILE_UNREADABLE')
  expect(error.message).toMatch(reason)
})

/** Loads as somebody whom file modes bind; root minus its capabilities is one, too. */
function refusalForOrdinaryUser(workingDirectory: string): string {
  const script = fileURLToPath(new URL('../../../test/processes/loads-config.ts', import.meta.url))
  const command = [process.execPath, script, workingDirectory]
  const unprivileged = ['setpriv', '--bounding-set=-all', '--inh-caps=-all']
  const [program = '', ...rest] = process.getuid?.() === 0 ? [...unprivileged, ...command] : command
  return JSON.parse(execFileSync(program, rest, { encoding: 'utf8' })).refusal
}

test('a file without permission to read is refused', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'mode: production\n' })
  chmodSync(join(workingDirectory, 'promptbin-config.yaml'), 0o000)
  expect(refusalForOrdinaryUser(workingDirectory)).toMatch(/permissions/)
})

test.each<[string, string | Uint8Array, RegExp]>([
  ['is Latin-1', Buffer.from('mode: production # für alle\n', 'latin1'), /not UTF-8 .* save it as/],
  ['is UTF-16', Buffer.from('\uFEFFmode: production\n', 'utf16le'), /it is UTF-16 text/],
  ['is UTF-16 without a mark', Buffer.from('mode: production\n', 'utf16le'), /zero bytes/],
  ['has 10 MB', Buffer.alloc(10_000_000, '#'), /larger than 262144 bytes/],
])('a file that %s is refused', (_, content, reason) => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': content })
  const error = refusalOf({ environment: {}, workingDirectory })
  expect(error.code).toBe('PB_CONFIG_FILE_UNREADABLE')
  expect(error.message).toMatch(reason)
})

test.each([
  ['a value that holds itself', 'logging: { ship: &a [*a] }\n', /must be a list of up to 4 sinks/],
  ['a section that holds itself', 'web: &a\n  port: *a\n', /must be a port/],
  [
    'a key that is given twice',
    'web: { port: 1 }\nweb: { port: 2 }\n',
    /given twice \(line 2, column 1\)/,
  ],
  ['billions of laughs', bomb(), /values stand for one another/],
  ['a list', '- web\n', /holds no keys/],
  ['a tab', 'web:\n\tport: 1\n', /Tabs are not allowed.* \(line 2,/],
])('%s is refused in words', (_, text, reason) => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': text })
  const [field] = refusalOf({ environment: {}, workingDirectory }).fields
  expect(field?.message).toMatch(reason)
})

/** Ten levels of ten times the one before. */
function bomb(): string {
  const levels = 'bcdefghijk'.split('').map((name, index) => {
    const below = `*${'abcdefghij'[index]},`
    return `${name}: &${name} [${below.repeat(10)}]\n`
  })
  return `a: &a [x]\n${levels.join('')}`
}

test('a file that says nothing is told of, and the defaults count', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': '# later\n' })
  const { config, notices } = readConfiguration({ environment: {}, workingDirectory })
  expect(config?.web.port).toBe(5000)
  expect(notices).toEqual([
    { pointer: 'promptbin-config.yaml', message: 'holds no settings, so the defaults count.' },
  ])
})

test('the schema that editors go by may be named', () => {
  const text = '{ "$schema": "promptbin-config.schema.json", "mode": "development" }'
  const workingDirectory = temporaryFolder({ 'promptbin-config.json': text })
  expect(loadConfig({ environment: {}, workingDirectory }).mode).toBe('development')
})

test('no secret is told of, whichever source it stands in and whatever is wrong with it', () => {
  const SECRET = 'c4naryS3cret'
  for (const { key } of settings.filter(({ sensitive }) => sensitive)) {
    const [section = '', name = ''] = key.split('.')
    const variable = variableOf(key)
    // A line end is in no text of one line, and what stands in braces is no list.
    const wrong = `{${SECRET}\n\u0007${SECRET},\u0007`
    const sources = [
      { environment: { [variable]: wrong } },
      { arguments: { [optionOf(key)]: wrong } },
      { environment: { [`${variable}_FILE`]: 'secret' } },
      { configFile: 'wrong.json' },
      { configFile: 'map.json' },
      { configFile: 'broken.json5' },
    ]
    const workingDirectory = temporaryFolder({
      secret: wrong,
      'wrong.json': JSON.stringify({ [section]: { [name]: wrong } }),
      'map.json': JSON.stringify({ [section]: { [name]: { a: { b: [SECRET, 5] } } } }),
      'broken.json5': `{ ${section}: { ${name}: '${SECRET}', }, `,
    })
    for (const source of sources) {
      const { faults, notices } = readConfiguration({
        environment: {},
        ...source,
        workingDirectory,
      })
      expect(faults, `${key} ${JSON.stringify(source)}`).not.toEqual([])
      expect(JSON.stringify([faults, notices])).not.toContain(SECRET)
    }
  }
})

test('what is wrong with the text is told beside the faults of other sources', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'mode: a\nmode: b\n' })
  const environment = { PROMPTBIN_WEB_PORT: 'x' }
  const { code, fields } = refusalOf({ environment, workingDirectory })
  expect(code).toBe('PB_CONFIG_INVALID')
  expect(fields).toEqual([
    { pointer: 'promptbin-config.yaml', message: expect.stringContaining('line 2') },
    { pointer: 'web.port', message: expect.any(String) },
  ])
})
