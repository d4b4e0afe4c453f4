import { Type } from 'typebox'
import { CallerHeaders, callerOf } from '../caller.ts'
import { empty, json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { LoginRouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { AccountName, AccountScopes, Password } from './account-shapes.ts'

const tags = ['accounts']
const path = '/api/v1/accounts'

const AccountBody = Type.Object(
  { name: AccountName, password: Password, scopes: AccountScopes },
  closed,
)
const PasswordBody = Type.Object({ password: Password }, closed)
const NamedAccount = Type.Object({ account: Type.String({ description: 'Its name.' }) })

const refusedPassword = problem(422, 'PB_REQUEST_INVALID', 'PB_PASSWORD_REFUSED')

/** People who log in with a password. */
export const accounts: LoginRouteGroup = async (app, { logins }) => {
  app.get(
    path,
    {
      schema: {
        operationId: 'listAccounts',
        summary: 'List the accounts by name',
        tags,
        response: { 200: json('Accounts.', listOf(component('Account'))) },
      },
    },
    async () => ({ items: await logins.accounts() }),
  )

  app.post(
    path,
    {
      schema: {
        operationId: 'createAccount',
        summary: 'Make an account',
        tags,
        headers: CallerHeaders,
        body: AccountBody,
        response: {
          201: json('The account.', component('Account')),
          ...problem(409, 'PB_ACCOUNT_NAME_TAKEN', 'PB_ACCOUNTS_TOO_MANY'),
          ...refusedPassword,
        },
      },
    },
    async ({ body, headers }, reply) =>
      reply.code(201).send(await logins.createAccount(body, callerOf(headers, 'api'))),
  )

  app.put(
    `${path}/:account/password`,
    {
      schema: {
        operationId: 'resetPassword',
        summary: 'Give an account another password, and end its sessions',
        tags,
        params: NamedAccount,
        headers: CallerHeaders,
        body: PasswordBody,
        response: {
          204: empty('It has another password.'),
          ...problem(404, 'PB_ACCOUNT_NOT_FOUND'),
          ...refusedPassword,
        },
      },
    },
    async ({ params, body, headers }, reply) => {
      await logins.resetPassword(params.account, body.password, callerOf(headers, 'api'))
      return reply.code(204).send()
    },
  )

  app.delete(
    `${path}/:account`,
    {
      schema: {
        operationId: 'removeAccount',
        summary: 'End an account and its sessions',
        tags,
        params: NamedAccount,
        headers: CallerHeaders,
        response: {
          204: empty('It is gone.'),
          ...problem(404, 'PB_ACCOUNT_NOT_FOUND'),
          ...problem(409, 'PB_ACCOUNT_LAST_ADMIN'),
        },
      },
    },
    async ({ params, headers }, reply) => {
      await logins.removeAccount(params.account, callerOf(headers, 'api'))
      return reply.code(204).send()
    },
  )
}
