import { scopes } from '@promptbin/security'
import { Type } from 'typebox'

const DateTime = Type.String({ format: 'date-time' })
const DateTimeOrNull = Type.Union([DateTime, Type.Null()])

export const TokenName = Type.String({
  description: 'lower-case letters, digits and single hyphens',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 64,
})

export const TokenScope = Type.Enum([...scopes], {
  description: 'What it may do; none contains another.',
})

/** A folder of the library, as prompts name theirs. */
export const TokenFolders = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  minItems: 1,
  maxItems: 20,
  uniqueItems: true,
  description: 'Outside of these folders and those below them nothing is there for it.',
})

/** A token, without what it is known by. */
export const Token = Type.Object({
  id: Type.String(),
  name: TokenName,
  scopes: Type.Array(TokenScope),
  folders: Type.Union([TokenFolders, Type.Null()]),
  ending: Type.String({ description: 'Its last four characters.' }),
  createdAt: DateTime,
  createdBy: Type.String(),
  expiresAt: DateTimeOrNull,
  lastUsedAt: Type.Union([DateTime, Type.Null()], { description: 'To about a minute.' }),
  revokedAt: DateTimeOrNull,
  previousEndsAt: Type.Union([DateTime, Type.Null()], {
    description: 'Until then what it was before its last rotation is good as well.',
  }),
})

/** The same when it was just made: the token itself is told once. */
export const CreatedToken = Type.Object({
  ...Token.properties,
  token: Type.String({ description: 'The token; it is shown only now.' }),
})

/** What a token stands for (RFC 7662 section 2.2). */
export const TokenIntrospection = Type.Union([
  Type.Object({ active: Type.Literal(false) }),
  Type.Object({
    active: Type.Literal(true),
    sub: Type.String({ description: 'Whose it is: "token:" and its name.' }),
    scope: Type.String({ description: 'Its scopes, with spaces between them.' }),
    folders: Type.Optional(TokenFolders),
    token_type: Type.Literal('Bearer'),
    iat: Type.Integer({ description: 'When it was made, in seconds since 1970.' }),
    exp: Type.Optional(
      Type.Integer({ description: 'When it ends, in seconds since 1970; never without it.' }),
    ),
  }),
])
