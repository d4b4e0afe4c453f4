import type { FastifyPluginAsync } from 'fastify'
import type { ConsoleLogins } from './console-logins.ts'
import type { SetUp } from './set-up.ts'

export interface LoginLinkRouteOptions {
  readonly logins: Pick<ConsoleLogins, 'createLink'>
  /** Of the console. */
  readonly url: string
  readonly setUp: () => Promise<SetUp>
}

/**
 * For commands of this machine: a link that lets one browser in, once and for a few minutes, and what
 * the first account is made with.
 */
export const loginLinkRoute: FastifyPluginAsync<LoginLinkRouteOptions> = async (app, options) => {
  app.post('/api/v1/login-link', { config: { access: 'admin' } }, async (_request, reply) => {
    const url = new URL('/login', options.url)
    url.searchParams.set('link', options.logins.createLink())
    return reply.code(201).header('cache-control', 'no-store').send({ url: url.href })
  })

  app.get('/api/v1/setup-token', { config: { access: 'admin' } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await options.setUp()),
  )
}
