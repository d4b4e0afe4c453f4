import { Type } from 'typebox'
import { empty, json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { LoginRouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { AccountName, Password } from './account-shapes.ts'

const tags = ['accounts']
const OwnSession = Type.Object({ session: Type.String({ description: 'Its id.' }) })
const LoginBody = Type.Object(
  {
    name: AccountName,
    password: Password,
    address: Type.String({ description: 'Where whoever logs in is.', maxLength: 64 }),
  },
  closed,
)

/** One's own sessions, and who somebody is who shows a password. */
export const sessions: LoginRouteGroup = async (app, { logins }) => {
  app.get(
    '/api/v1/sessions',
    {
      schema: {
        operationId: 'listSessions',
        summary: 'List the browsers in which one is logged in, the one used last first',
        description: 'Of whoever asks. Who is known without a login has none.',
        tags,
        response: { 200: json('Sessions.', listOf(component('LoginSession'))) },
      },
    },
    async ({ principal }) => ({ items: await logins.sessions(principal.id) }),
  )

  app.delete(
    '/api/v1/sessions/:session',
    {
      // Whoever may read may also end what is his.
      config: { access: 'prompts:read' },
      schema: {
        operationId: 'endSession',
        summary: 'End one of one’s own sessions',
        tags,
        params: OwnSession,
        response: { 204: empty('It has ended.'), ...problem(404, 'PB_SESSION_NOT_FOUND') },
      },
    },
    async ({ principal, params }, reply) => {
      await logins.endSession(principal.id, params.session)
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/v1/logins/check',
    {
      config: { access: 'admin' },
      schema: {
        operationId: 'checkLogin',
        summary: 'Tell who somebody is who shows a name and a password',
        description:
          'For the console of the supervisor. Failures are counted, and lock out, as at /login.',
        tags,
        body: LoginBody,
        response: {
          200: json('Who it is.', component('LoginAnswer')),
          ...problem(401, 'PB_LOGIN_REFUSED'),
          ...problem(422, 'PB_REQUEST_INVALID'),
          ...problem(429, 'PB_LOGIN_CLOSED'),
        },
      },
    },
    async ({ body }, reply) => {
      const { name, password, address } = body
      const { id, scopes } = await logins.check({ name, password }, { address, client: '' })
      reply.header('cache-control', 'no-store')
      return { sub: id, scope: [...scopes].join(' ') }
    },
  )

  app.get(
    '/api/v1/setup',
    {
      config: { access: 'anybody' },
      schema: {
        operationId: 'getSetUpState',
        summary: 'Tell whether the first account is still to be made',
        tags,
        response: { 200: json('Whether it is.', component('SetUpState')) },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { needed: await logins.isSetUpOpen() }
    },
  )
}
