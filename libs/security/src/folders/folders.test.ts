import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitedTo, localAdministrator, mayUseFolder } from '../principal.ts'
import { readFolders, writeFolders } from './folders-header.ts'

const name = fc.constantFrom('a', 'b', 'ab', 'ü ,%')
const folder = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))
const folders = fc.array(folder, { maxLength: 4 })

test('whoever is limited twice may use what both allow, and nothing else', () => {
  fc.assert(
    fc.property(folders, folders, folder, (some, others, asked) => {
      const once = limitedTo(localAdministrator, some)
      const twice = limitedTo(once, others)
      const both =
        mayUseFolder({ folders: some }, asked) && mayUseFolder({ folders: others }, asked)
      expect(mayUseFolder(twice, asked)).toBe(both)
      expect(mayUseFolder(once, asked)).toBe(mayUseFolder({ folders: some }, asked))
      expect(mayUseFolder(twice, '')).toBe(false)
    }),
  )
})

test('whoever is limited runs nothing', () => {
  expect([...limitedTo(localAdministrator, ['a']).scopes]).toEqual([
    'prompts:read',
    'prompts:write',
  ])
})

test('the header carries any folders, alike in any order', () => {
  const anything = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 })
  fc.assert(
    fc.property(anything, (given) => {
      const written = writeFolders(given)
      expect(written).toMatch(/^[!-~]+$/)
      expect(new Set(readFolders(written))).toEqual(new Set(given))
      expect(writeFolders(given.toReversed())).toBe(written)
    }),
  )
})

test.each(['', ',', '%', 'a,%E0%A4%A'])(
  'a header "%s" that names nothing lets nothing be found',
  (header) => {
    const limited = limitedTo(localAdministrator, readFolders(header))
    expect(mayUseFolder(limited, 'a')).toBe(false)
  },
)
