import { operation } from '../operation.ts'
import { choice, input, integer, list, orNull, output, text, time } from '../schema/build.ts'

const tokenScope = choice(['prompts:read', 'prompts:write', 'admin'])

const tokenName = text({
  description: 'lower-case letters, digits and single hyphens',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 64,
})

const expiresAt = orNull(time(), { description: 'When it ends; null: never.' })

const tokenFields = {
  id: text(),
  name: text(),
  scopes: list(tokenScope),
  folders: orNull(list(text()), { description: 'Those that it is limited to; null: none.' }),
  ending: text({ description: 'Its last four characters.' }),
  createdAt: time(),
  createdBy: text(),
  expiresAt,
  lastUsedAt: orNull(time()),
  revokedAt: orNull(time()),
  previousEndsAt: orNull(time(), {
    description: 'Until then what it was before its last rotation is good as well.',
  }),
}

const created = output({
  ...tokenFields,
  token: text({ description: 'The token; it is shown only now.' }),
})

const which = text({ description: 'The name of a token, or its id.', maxLength: 64 })

const exampleToken = {
  id: '01HZX3',
  name: 'laptop',
  scopes: ['prompts:read'],
  folders: null,
  ending: 'x7Qk',
  createdAt: '2026-11-22T10:00:00.000Z',
  createdBy: 'local',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  previousEndsAt: null,
} as const

const exampleCreated = { ...exampleToken, token: 'pbn_…' } as const

/** Keys with which programs ask. */
export const tokens = {
  list_tokens: operation({
    name: 'list_tokens',
    title: 'List the tokens',
    description: 'The newest first, last those that were revoked; never the tokens themselves.',
    input: input({}),
    output: output({ items: list(output(tokenFields)) }),
    http: { method: 'GET', path: '/api/v1/tokens' },
    command: 'token list',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin token list'],
    example: { input: {}, output: { items: [exampleToken] } },
  }),
  create_token: operation({
    name: 'create_token',
    title: 'Make a token',
    description: 'It stands in the answer and nowhere else.',
    input: input(
      {
        name: tokenName,
        scopes: list(tokenScope, {
          description: 'What it may do.',
          minItems: 1,
          maxItems: 3,
          uniqueItems: true,
        }),
      },
      {
        expiresAt,
        folders: list(text({ maxLength: 200 }), {
          description: 'Only prompts in these folders; all unless told.',
          minItems: 1,
          maxItems: 20,
          uniqueItems: true,
        }),
      },
    ),
    output: created,
    http: { method: 'POST', path: '/api/v1/tokens', status: 201 },
    command: 'token create',
    scope: 'admin',
    effect: 'change',
    audit: 'token.create',
    examples: ['promptbin token create --name laptop --scopes prompts:read'],
    example: { input: { name: 'laptop', scopes: ['prompts:read'] }, output: exampleCreated },
  }),
  revoke_token: operation({
    name: 'revoke_token',
    title: 'Revoke a token',
    description: 'Whoever uses it is refused within about a second.',
    input: input({ token: which }),
    output: output({}),
    http: { method: 'DELETE', path: '/api/v1/tokens/:token', status: 204 },
    command: 'token revoke <token>',
    scope: 'admin',
    effect: 'disrupt',
    audit: 'token.revoke',
    examples: ['promptbin token revoke laptop'],
    example: { input: { token: 'laptop' }, output: {} },
  }),
  rotate_token: operation({
    name: 'rotate_token',
    title: 'Rotate a token',
    description: 'Another key with the same name and rights; the one until now ends after a grace.',
    input: input(
      { token: which },
      {
        grace_seconds: integer({
          minimum: 0,
          maximum: 604_800,
          description: 'How long the one until now stays good; an hour unless told.',
        }),
      },
    ),
    output: created,
    http: { method: 'POST', path: '/api/v1/tokens/:token/rotation', status: 201 },
    command: 'token rotate <token>',
    scope: 'admin',
    effect: 'change',
    audit: 'token.rotate',
    examples: ['promptbin token rotate laptop'],
    example: { input: { token: 'laptop' }, output: exampleCreated },
  }),
} as const
