import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readResourceUri } from './resource-uri.ts'

test('every name and selector survives its way through a URI', () => {
  const name = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/).filter(({ length }) => length <= 64)
  const version = fc.option(fc.integer({ min: 1, max: 999_999_999 }), { nil: undefined })
  const label = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined })
  fc.assert(
    fc.property(name, version, label, (name, version, label) => {
      const query = new URLSearchParams()
      if (version !== undefined) query.set('version', String(version))
      if (label !== undefined) query.set('label', label)
      const selector = { ...(version && { version }), ...(label !== undefined && { label }) }
      const meaning = readResourceUri(`promptbin://prompts/${name}?${query}`)
      expect(meaning).toEqual({ kind: 'prompt', name, selector })
    }),
  )
})

test.each([
  ['promptbin://list-prompts', { kind: 'former-list' }],
  ['promptbin://flask-status', { kind: 'former-status' }],
  ['promptbin://get-prompt/20250101_101010_abcdef01', { name: '20250101_101010_abcdef01' }],
  ['promptbin://get-prompt-by-name/b%C3%BCro', { kind: 'former-prompt', name: 'büro' }],
  ['promptbin://prompts/a?version=&label=', { kind: 'prompt', selector: {} }],
  ['promptbin://prompts/a#picture-2', { kind: 'prompt', picture: 2 }],
])('%s has the meaning %j', (uri, meaning) => {
  expect(readResourceUri(uri)).toMatchObject(meaning)
})

test.each([
  'promptbin://prompts',
  'promptbin://prompts/',
  'promptbin://prompts/a/b',
  'promptbin://prompts/a%2Fb',
  'promptbin://prompts/..%2f..%2fetc',
  'promptbin://prompts/%ff',
  'promptbin://prompts/a#other',
  'promptbin://other/a',
  'http://prompts/a',
  'prompts/a',
  '',
])('%j is no prompt of ours', (uri) => {
  expect(readResourceUri(uri)).toEqual({ kind: 'other' })
})

test.each(['0', '-1', '1.5', '1e3', 'latest', '99999999999'])(
  'version %s is refused',
  (version) => {
    expect(() => readResourceUri(`promptbin://prompts/a?version=${version}`)).toThrow(
      expect.objectContaining({ code: 'PB_MCP_RESOURCE_VERSION_INVALID' }),
    )
  },
)
