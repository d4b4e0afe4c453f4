import { expect, test } from 'vitest'
import { isSecret } from './secret.ts'

test.each([
  'password',
  'dbPassword',
  'API_KEY',
  'openaiApiKey',
  'access_token',
  'pin',
  'privateKey',
])('%s is a secret', (name) => expect(isSecret({ name })).toBe(true))

test.each(['name', 'keyword', 'tokens_count', 'spinner', 'passage', 'secretary', 'key'])(
  '%s is none',
  (name) => expect(isSecret({ name })).toBe(false),
)
