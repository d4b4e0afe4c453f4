import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type FormatName, formats } from './formats.ts'

function read(format: FormatName, written: unknown) {
  const value = formats[format].coerce(written, '/srv')
  return formats[format].expected(value, {}) === undefined ? value : 'refused'
}

test.each<[FormatName, unknown, unknown]>([
  ['port', 5000, 5000],
  ['port', ' 5000 ', 5000],
  ['port', 0, 0],
  ['port', 65_535, 65_535],
  ['count', '5', 5],
  ['count', 0, 0],
  ['duration', '30s', 30_000],
  ['log-level', 'INFO', 'info'],
  ['log-format', 'JSON', 'json'],
  ['rotation', 'Daily', 'daily'],
  ['rotation', ' hourly', 'hourly'],
  ['rotation', '10MB', 10_000_000],
  ['rotation', 5_000_000, 5_000_000],
  ['mode', 'Development', 'development'],
  ['host', '[::1]', '::1'],
  ['host', 'localhost', 'localhost'],
  ['login-policy', 'ALWAYS', 'always'],
  ['http-url', 'http://127.0.0.1:5000/', 'http://127.0.0.1:5000'],
  ['http-url', 'HTTPS://Example.org/base//', 'https://example.org/base'],
  ['directory', '/var/lib/promptbin/', '/var/lib/promptbin'],
  ['directory', 'data', '/srv/data'],
  ['directory', '~/prompts', join(homedir(), 'prompts')],
  ['directory', '~other', '/srv/~other'],
  ['switch', 'On', true],
  ['switch', false, false],
  ['switch', '0', false],
  ['host', '0.0.0.0', '0.0.0.0'],
  ['host', '[::]', '::'],
  ['host', 'prompts.example.org', 'prompts.example.org'],
  ['text', ' api://promptbin ', 'api://promptbin'],
  ['http-url-or-nothing', ' ', ''],
  ['http-url-or-nothing', 'http://a.example/mcp/', 'http://a.example/mcp'],
  ['secure-url-or-nothing', 'https://login.example/', 'https://login.example/'],
  ['secure-url-or-nothing', 'https://login.example/keys?p=a', 'https://login.example/keys?p=a'],
  ['secure-url-or-nothing', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['host-names', 'LocalHost, a.example ,::1', ['localhost', 'a.example', '[::1]']],
  ['host-names', ['a.example'], ['a.example']],
  ['host-names', 'none', []],
  ['origins', 'https://a.example:8443,localhost', ['https://a.example:8443', 'localhost']],
  ['legacy-hosting', 'Stateless', 'stateless'],
  ['spares', ' Auto ', 'auto'],
  ['spares', '2', 2],
  ['bytes', '512MB', 512_000_000],
  ['free-space', '1.5 GiB', [1.5 * 2 ** 30, 'bytes']],
  ['free-space', ' 10 %', [10, 'percent']],
  ['free-space', 0, [0, 'bytes']],
  ['percent', '2.5%', 2.5],
  ['percent', 7, 7],
])('%s understands %j', (format, written, value) => {
  expect(read(format, written)).toEqual(value)
})

test.each<[FormatName, unknown]>([
  ['spares', 5],
  ['spares', 'some'],
  ['log-format', 'xml'],
  ['rotation', 'weekly'],
  ['rotation', '10kB'],
  ['rotation', null],
  ['bytes', '-1'],
  ['bytes', 1e16],
  ['bytes', '5XB'],
  ['free-space', '101%'],
  ['free-space', -1],
  ['free-space', 'plenty'],
  ['free-space', null],
  ['percent', '101'],
  ['percent', '-1%'],
  ['percent', null],
  ['port', 65_536],
  ['port', -1],
  ['port', '50x'],
  ['port', '5000.5'],
  ['port', 80.5],
  ['port', true],
  ['port', [5000]],
  ['port', '0x50'],
  ['port', Number.POSITIVE_INFINITY],
  ['count', 1001],
  ['count', -1],
  ['duration', '25d'],
  ['duration', -1],
  ['duration', Number.NaN],
  ['duration', 'soon'],
  ['log-level', 'verbose'],
  ['log-level', 30],
  ['mode', 'staging'],
  ['host', 127],
  ['login-policy', 'never'],
  ['http-url', '127.0.0.1:5000'],
  ['http-url', 'ftp://127.0.0.1'],
  ['http-url', 'http://me:secret@127.0.0.1'],
  ['http-url', 'http://127.0.0.1/?a'],
  ['http-url', 'http://127.0.0.1/#a'],
  ['directory', ''],
  ['directory', 5],
  ['directory', 'a\0b'],
  ['directory', 'a\ud800'],
  ['switch', 'maybe'],
  ['switch', 1],
  ['host', ''],
  ['host', 'a b'],
  ['host', 'fe80::1%eth0'],
  ['text', 'a\nb'],
  ['text', 5],
  ['text', 'a'.repeat(513)],
  ['http-url-or-nothing', 'a.example'],
  ['secure-url-or-nothing', 'http://login.example'],
  ['secure-url-or-nothing', 'https://me:secret@login.example'],
  ['secure-url-or-nothing', 'https://login.example/#a'],
  ['host-names', 'a.example:80'],
  ['host-names', 'https://a.example'],
  ['host-names', '*'],
  ['host-names', 'a,,b'],
  ['host-names', ['none']],
  ['host-names', [5]],
  ['origins', 'https://a.example/'],
  ['origins', 'null'.repeat(100)],
  ['origins', 'file:///a'],
  ['origins', '*'],
  ['legacy-hosting', 'sessions'],
])('%s refuses %j', (format, written) => {
  expect(read(format, written)).toBe('refused')
})

test('a duration below the minimum of its setting is refused', () => {
  expect(formats.duration.expected(100, { minimum: '100ms' })).toBeUndefined()
  expect(formats.duration.expected(99, { minimum: '100ms' })).toContain('from 100ms')
})

test('a count keeps to the range of its setting', () => {
  const range = { minimum: '1', maximum: '5000' }
  expect([1, 5000].map((value) => formats.count.expected(value, range))).toEqual([
    undefined,
    undefined,
  ])
  expect(formats.count.expected(0, range)).toBe('a whole number from 1 to 5000')
  expect(formats.count.expected(5001, range)).toBe('a whole number from 1 to 5000')
})
