import { expect, test } from 'vitest'
import { hasScope, localPrincipal } from './principal.ts'
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
