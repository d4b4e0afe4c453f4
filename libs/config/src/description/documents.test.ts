import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { formats } from '../formats/formats.ts'
import { checkConfig } from '../loading/check-config.ts'
import { sectionNames, settings } from '../settings.ts'
import { configurationDocument } from './configuration-document.ts'
import { jsonSchema } from './json-schema.ts'

const root = new URL('../../../../', import.meta.url)
const pathOf = (path: string) => new URL(path, root).pathname
const sample = readFileSync(pathOf('configs/promptbin-config.yaml'), 'utf8')

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema())

test('docs/configuration.md is what the schema says', async () => {
  await expect(configurationDocument()).toMatchFileSnapshot(pathOf('docs/configuration.md'))
})

test('the document has every setting', () => {
  const text = configurationDocument()
  for (const { key } of settings) expect(text).toContain(`\n### ${key}\n`)
})

test('configs/promptbin-config.schema.json is what the schema says', async () => {
  const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot(pathOf('configs/promptbin-config.schema.json'))
})

test('editors find it from the sample file, which it accepts with every setting given', () => {
  const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(sample) ?? []
  expect(named).toBe('promptbin-config.schema.json')
  expect(validate(parse(sample))).toBe(true)
  expect(validate(parse(sample.replace(/^(\s*)#(?=[a-z_]+:)/gm, '$1')))).toBe(true)
})

test.each([
  'wbe: {}',
  'web: { prot: 1 }',
  'web: 5000',
  'web: { port: 65536 }',
  'web: { port: 5000.5 }',
  'web: { workers: 0 }',
  'flask: { workers: 65 }',
  'web: { max_memory: 5 megabytes }',
  'mcp: { request_timeout: soon }',
  'mcp: { request_timeout: 0.01 }',
  'mcp: { sse: maybe }',
  'mcp: { profiles: { stdio in: {} } }',
  'mcp: { profiles: { work: { colour: red } } }',
  'logging: { level: loud }',
  'logging: { ship: [{ type: loki }] }',
  'logging: { ship: [{ type: pigeon }] }',
  'logging: { ship: [{ type: file, path: a, colour: red }] }',
  'tracing: { endpoint: collector }',
  'tracing: { sample_ratio: 2 }',
  '[1]',
])('what the reader refuses an editor refuses as well: %s', (text) => {
  expect(checkConfig(text, 'yaml').faults).not.toEqual([])
  expect(validate(parse(text))).toBe(false)
})

/** Values that somebody might write somewhere, right or wrong. */
const written = fc.oneof(
  fc.constantFrom(
    ...settings.flatMap((setting) => [setting.default, setting.example ?? '']),
    ...['512 mb', ' 1.5 GiB', '30S', '5m', '10%', 'AUTO', 'On', 'DAILY', '::1', 'none', '1.0', ''],
    ...['-1', '1e3', 'Production', ' info ', 'HTTP://a.example', 'https://a.example/#x'],
  ),
  fc.integer({ min: -1, max: 70_000 }),
  fc.boolean(),
  fc.double({ min: 0, max: 100, noNaN: true }).map((value) => Math.round(value * 1000) / 1000),
  fc.array(fc.constantFrom('a.example', 'localhost', '[::1]'), { maxLength: 3 }),
  fc.constantFrom({}, { work: { folder: 'a' } }, { work: null }, [
    { type: 'loki', url: 'http://a' },
  ]),
  fc.string({ maxLength: 6 }),
)

test('an editor never refuses what the reader takes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...settings), written, ({ key, format, ...limits }, value) => {
      const read = formats[format].coerce(value, '/')
      fc.pre(formats[format].expected(read, limits) === undefined)
      const [section = '', name] = key.split('.')
      const file = { [section]: name === undefined ? value : { [name]: value } }
      expect(validate(file), JSON.stringify(file)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('every section is explained', () => {
  const text = configurationDocument()
  for (const section of sectionNames.filter((name) => name !== 'flask')) {
    expect(text).toContain(`\n## ${section}\n`)
  }
})
