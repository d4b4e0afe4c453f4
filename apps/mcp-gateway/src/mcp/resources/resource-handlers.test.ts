import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPromptUri } from './resource-handlers.ts'

test('every name and selector survives its way through a URI', () => {
  const name = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/).filter(({ length }) => length <= 64)
  const version = fc.option(fc.integer({ min: 1, max: 999_999_999 }), { nil: undefined })
  const label = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined })
  fc.assert(
    fc.property(name, version, label, (name, version, label) => {
      const query = new URLSearchParams()
      if (version !== undefined) query.set('version', String(version))
      if (label !== undefined) query.set('label', label)
      const read = readPromptUri(`promptbin://prompts/${name}?${query}`)
      expect(read.name).toBe(name)
      expect(read.selector.version).toBe(version)
      expect(read.selector.label).toBe(label)
    }),
  )
})

test.each([
  'promptbin://prompts',
  'promptbin://prompts/',
  'promptbin://prompts/a/b',
  'promptbin://prompts/a%2Fb',
  'promptbin://other/a',
  'http://prompts/a',
  'prompts/a',
  '',
])('%j is no prompt of ours', (uri) => {
  expect(() => readPromptUri(uri)).toThrow(
    expect.objectContaining({ code: 'PB_MCP_RESOURCE_UNKNOWN' }),
  )
})

test.each(['0', '-1', '1.5', '1e3', 'latest', '99999999999'])(
  'version %s is refused',
  (version) => {
    expect(() => readPromptUri(`promptbin://prompts/a?version=${version}`)).toThrow(
      expect.objectContaining({ code: 'PB_MCP_RESOURCE_VERSION_INVALID' }),
    )
  },
)
