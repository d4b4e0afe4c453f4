import { longestPassword } from '@promptbin/security'
import { Type } from 'typebox'
import { TokenScope } from '../tokens/token-shapes.ts'

const DateTime = Type.String({ format: 'date-time' })

export const AccountName = Type.String({
  description: 'lower-case letters, digits and single hyphens',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 64,
})

export const AccountScopes = Type.Array(TokenScope, {
  minItems: 1,
  maxItems: 3,
  uniqueItems: true,
})

/** In characters of UTF-16, of which a letter has up to two; what it must be like is told by the answer. */
export const Password = Type.String({ maxLength: 2 * longestPassword })

/** Somebody who logs in with a password. */
export const Account = Type.Object({
  id: Type.String(),
  name: AccountName,
  scopes: Type.Array(TokenScope),
  createdAt: DateTime,
  createdBy: Type.String(),
  passwordChangedAt: DateTime,
  lastLoginAt: Type.Union([DateTime, Type.Null()]),
})

/** A browser that is logged in. */
export const LoginSession = Type.Object({
  id: Type.String(),
  owner: Type.String({ description: '"account:" or "token:" and its name.' }),
  scopes: Type.Array(TokenScope),
  folders: Type.Union([Type.Array(Type.String()), Type.Null()]),
  address: Type.String(),
  client: Type.String({ description: 'What the browser says it is.' }),
  createdAt: DateTime,
  lastUsedAt: Type.String({ format: 'date-time', description: 'To about a minute.' }),
  endsAt: Type.String({ format: 'date-time', description: 'Used or not.' }),
})

/** Who somebody is who has just shown it. */
export const LoginAnswer = Type.Object({
  sub: Type.String({ description: '"account:" or "token:" and its name.' }),
  scope: Type.String({ description: 'Its scopes, with spaces between them.' }),
})

/** Whether anybody can log in yet. */
export const SetUpState = Type.Object({
  needed: Type.Boolean({
    description: 'Whether the first account is still to be made, at /setup.',
  }),
})
