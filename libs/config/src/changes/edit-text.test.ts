import { expect, test } from 'vitest'
import { editText, type TextChange } from './edit-text.ts'

const edit = (
  text: string,
  change: Partial<TextChange>,
  format: 'yaml' | 'json' | 'json5' = 'yaml',
) => editText(text, { set: {}, unset: [], ...change }, { format, shownAs: 'promptbin.yaml' })

const written = `# How PromptBin runs here.
web:
  # The team's bookmark.
  port: 5000 # since 2024
  workers: 2

logging:
  # Say more than usual:
  # level: debug
`

test('comments, order and blank lines stay', () => {
  const set = { 'web.port': 6000, 'web.max_connections': 50 }
  expect(edit(written, { set })).toBe(
    written.replace('5000', '6000').replace('workers: 2\n', 'workers: 2\n  max_connections: 50\n'),
  )
})

test('a section that holds only comments gets its first setting, and keeps them', () => {
  const text = edit(written, { set: { 'logging.level': 'warn' } })
  expect(text).toMatch(/logging:\n(.*\n)*.*# level: debug\n(.*\n)*.*level: warn/)
})

test('a section that is not there is made', () => {
  expect(edit('', { set: { 'mcp.rate_limit': 5, mode: 'development' } })).toBe(
    'mcp:\n  rate_limit: 5\nmode: development\n',
  )
  expect(edit('# nothing yet\n', { set: { mode: 'development' } })).toContain('# nothing yet')
})

test('what stands under an older name is changed there', () => {
  expect(edit('flask:\n  port: 1\n', { set: { 'web.port': 2, 'web.workers': 3 } })).toBe(
    'flask:\n  port: 2\n  workers: 3\n',
  )
})

test('what is unset is gone, but what was said above it stays', () => {
  expect(edit(written, { unset: ['web.port', 'mcp.port'] })).toBe(
    written.replace('  port: 5000 # since 2024\n', ''),
  )
})

test('a list and a map are written as such, and a text that looks like a number stays one', () => {
  const set = { 'mcp.allowed_hosts': ['a.example', 'b.example'], 'web.max_memory': '512' }
  const text = edit('', { set })
  expect(text).toContain('- a.example')
  expect(text).toContain('max_memory: "512"')
})

test('JSON stays JSON', () => {
  const text = edit(
    '{ "web": { "port": 1, "workers": 2 } }',
    {
      set: { 'logging.level': 'warn' },
      unset: ['web.port'],
    },
    'json',
  )
  expect(JSON.parse(text)).toEqual({ web: { workers: 2 }, logging: { level: 'warn' } })
  expect(JSON.parse(edit('', { set: { mode: 'production' } }, 'json'))).toEqual({
    mode: 'production',
  })
})

test.each([
  ['{ web: ', 'json5', 'not whole'],
  ['[]', 'json5', 'not whole'],
  ['{ mcp: 5 }', 'json5', 'section mcp'],
  ['web: [', 'yaml', 'not whole'],
  ['web: &a { port: 1 }\nmcp: *a\n', 'yaml', 'section mcp'],
] as const)('%j is refused rather than damaged', (text, format, why) => {
  expect(() => edit(text, { set: { 'mcp.rate_limit': 1 } }, format)).toThrow(
    expect.objectContaining({
      code: 'PB_CONFIG_NOT_EDITABLE',
      message: expect.stringContaining(why),
    }),
  )
})

test('a key that nobody knows is refused', () => {
  for (const format of ['yaml', 'json5'] as const) {
    expect(() => edit('', { set: { 'logging.levle': 'warn' } }, format)).toThrow(
      expect.objectContaining({ code: 'PB_CONFIG_KEY_UNKNOWN' }),
    )
  }
})
