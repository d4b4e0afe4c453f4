import { expect, test } from 'vitest'
import { refusalOf } from '../../test/refusal-of.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadConfig } from '../loading/load-config.ts'

const asJson = (profiles: unknown) => ({
  environment: { PROMPTBIN_MCP_PROFILES: JSON.stringify(profiles) },
  workingDirectory: temporaryFolder(),
})

test('profiles are a map in a file and JSON in the environment, and mean the same', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.yaml':
      'mcp:\n  profiles:\n    work: { folder: work/mail, tag: best of, read_only: true }\n' +
      '    constructor: { favourite: true }\n    all:\n',
  })
  const fromFile = loadConfig({ environment: {}, workingDirectory }).mcp.profiles
  expect(fromFile).toEqual([
    { name: 'work', folder: 'work/mail', tag: 'best of', readOnly: true },
    { name: 'constructor', favourite: true, readOnly: false },
    { name: 'all', readOnly: false },
  ])
  const profiles = {
    work: { folder: 'work/mail', tag: 'best of', read_only: true },
    constructor: { favourite: true },
    all: { favourite: false },
  }
  expect(loadConfig(asJson(profiles)).mcp.profiles).toEqual(fromFile)
})

test.each<[unknown, string]>([
  [{ work: { foldr: 'a' } }, 'profile "work" has the unknown field "foldr". Did you mean folder?'],
  [{ work: { ['__proto__x']: 1 } }, 'unknown field "__proto__x"'],
  [{ work: { toString: 1 } }, 'unknown field "toString"'],
  [{ work: { folder: '/a' } }, 'profile "work" needs a folder such as work/mail'],
  [{ work: { folder: '' } }, 'needs a folder'],
  [{ work: { folder: 'a'.repeat(201) } }, 'of at most 200 characters'],
  [{ work: { folder: 5 } }, 'needs a folder'],
  [{ work: { tag: ' a' } }, 'profile "work" needs a tag'],
  [{ work: { favourite: 'yes' } }, '"favourite" of profile "work" must be true or false'],
  [{ work: { read_only: 1 } }, '"read_only" of profile "work" must be true or false'],
  [{ work: 'folder' }, 'profile "work" holds no fields'],
  [{ work: [] }, 'profile "work" holds no fields'],
  [{ stdio: {} }, 'the name "stdio" is reserved'],
  [{ 'My Work': {} }, 'the name "My Work" must be lower-case letters'],
  [{ ['a'.repeat(65)]: {} }, 'must be lower-case letters'],
  [Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, {}])), 'more than 100'],
  [[{ name: 'work', readOnly: true }], 'must be a map of names to profiles'],
  [5, 'must be a map of names to profiles'],
])('%j is refused in words', (profiles, words) => {
  const error = refusalOf(asJson(profiles))
  expect(error.code).toBe('PB_CONFIG_INVALID')
  expect(error.fields).toEqual([
    { pointer: 'mcp.profiles', message: expect.stringContaining(words) },
  ])
})

test('text that is no JSON is refused in words', () => {
  const environment = { PROMPTBIN_MCP_PROFILES: '{work}' }
  const { fields } = refusalOf({ environment, workingDirectory: temporaryFolder() })
  expect(fields[0]?.message).toContain('the text is not JSON')
})
