import { expect, test } from 'vitest'
import { hasScope, localAdministrator, localPrincipal, mayUseFolder } from './principal.ts'
import { readScopes } from './scope.ts'

test.each<[unknown, readonly string[]]>([
  ['prompts:read prompts:write', ['prompts:read', 'prompts:write']],
  ['openid  prompts:read offline_access', ['prompts:read']],
  [
    ['admin', 5, 'prompts:read'],
    ['admin', 'prompts:read'],
  ],
  ['prompts:*', []],
  ['PROMPTS:READ', []],
  [undefined, []],
  [{ length: 1 }, []],
  [5, []],
])('in %j the scopes are %j', (written, expected) => {
  expect([...readScopes(written)]).toEqual(expected)
})

test('everybody on this machine reads and writes, and runs nothing', () => {
  expect(hasScope(localPrincipal, 'prompts:read')).toBe(true)
  expect(hasScope(localPrincipal, 'prompts:write')).toBe(true)
  expect(hasScope(localPrincipal, 'admin')).toBe(false)
})

test('where it may, it runs PromptBin as well, and is the same somebody', () => {
  expect(hasScope(localAdministrator, 'admin')).toBe(true)
  expect(localAdministrator.id).toBe(localPrincipal.id)
})

test('a folder is what was named and what is below it, and nothing beside it', () => {
  const limited = { folders: ['team/blog', 'drafts'] }
  expect(mayUseFolder(limited, 'team/blog')).toBe(true)
  expect(mayUseFolder(limited, 'team/blog/2026')).toBe(true)
  expect(mayUseFolder(limited, 'team/blogs')).toBe(false)
  expect(mayUseFolder(limited, 'team')).toBe(false)
  expect(mayUseFolder(limited, '')).toBe(false)
  expect(mayUseFolder({ folders: [] }, 'drafts')).toBe(false)
  expect(mayUseFolder({}, 'anything')).toBe(true)
})
