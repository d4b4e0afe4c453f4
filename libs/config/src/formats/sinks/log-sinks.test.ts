import { expect, test } from 'vitest'
import { refusalOf } from '../../../test/refusal-of.ts'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { loadConfig } from '../../loading/load-config.ts'
import { logSinks } from './log-sinks.ts'

const read = (written: unknown) => logSinks.coerce(written, '/srv')

test('a sink needs few words', () => {
  expect(read('[{"type":"syslog"},{"type":"file","path":"logs/all.jsonl"}]')).toEqual([
    {
      type: 'syslog',
      name: 'syslog',
      level: 'trace',
      queueBytes: 8_000_000,
      host: '127.0.0.1',
      port: 514,
      transport: 'tcp',
      facility: 'local0',
    },
    {
      type: 'file',
      name: 'copy',
      level: 'trace',
      queueBytes: 8_000_000,
      path: '/srv/logs/all.jsonl',
      maxSizeBytes: 10_000_000,
      keep: 5,
    },
  ])
})

test('a file says the same as the environment', () => {
  const file = [
    'logging:',
    '  ship:',
    '    - { type: loki, url: http://127.0.0.1:3100/, labels: { env: home }, queue: 2MB }',
    '    - { type: otlp, name: far, url: https://o.example/v1/logs, headers: { a: b }, level: warn }',
    '',
  ].join('\n')
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': file })
  const { ship } = loadConfig({ environment: {}, workingDirectory }).logging
  expect(ship).toMatchObject([
    { type: 'loki', url: 'http://127.0.0.1:3100', labels: { env: 'home' }, queueBytes: 2e6 },
    { type: 'otlp', name: 'far', headers: { a: 'b' }, level: 'warn' },
  ])
  expect(read(logSinks.toText(ship))).toEqual(ship)
})

test.each<[string, unknown, string]>([
  ['no list', { type: 'file' }, 'a list of up to 4 sinks'],
  ['no JSON', '[', 'the text is not JSON'],
  ['an unknown type', [{ type: 'kafka' }], 'must be one of file, syslog, loki, otlp'],
  ['an unknown field', [{ type: 'syslog', prot: 'udp' }], 'unknown field "prot"'],
  ['a missing field', [{ type: 'loki' }], '"url" of sink 1 (loki) is missing'],
  ['a wrong value', [{ type: 'syslog', port: 70_000 }], 'must be a port'],
  ['a queue that is more than it may be', [{ type: 'syslog', queue: '1GB' }], 'from 1MB to 16MB'],
  ['the same name twice', [{ type: 'syslog' }, { type: 'syslog' }], 'two are called "syslog"'],
  ['a name that is taken', [{ type: 'syslog', name: 'file' }], 'other than file and stdout'],
  ['too many', Array(5).fill({ type: 'syslog' }), 'more than 4 are too many'],
  [
    'a user in an address',
    [{ type: 'loki', url: 'http://me:c4nary@logs.example' }],
    '"url" of sink 1 (loki) must be an http',
  ],
])('refused, without what was written: %s', (_what, written, expected) => {
  const environment = {
    PROMPTBIN_LOGGING_SHIP: typeof written === 'string' ? written : JSON.stringify(written),
  }
  const error = refusalOf({ environment, workingDirectory: temporaryFolder() })
  expect(JSON.stringify(error.fields)).toContain(JSON.stringify(expected).slice(1, -1))
  expect(JSON.stringify(error.fields)).not.toContain('c4nary')
})
