import type { FastifyPluginAsync } from 'fastify'
import type { ConsoleLogins } from './console-logins.ts'

export interface LoginLinkRouteOptions {
  readonly logins: Pick<ConsoleLogins, 'createLink'>
  /** Of the console. */
  readonly url: string
}

/** For `promptbin login-link`: a link that lets one browser in, once and for a few minutes. */
export const loginLinkRoute: FastifyPluginAsync<LoginLinkRouteOptions> = async (app, options) => {
  app.post('/api/v1/login-link', { config: { access: 'admin' } }, async (_request, reply) => {
    const url = new URL('/login', options.url)
    url.searchParams.set('link', options.logins.createLink())
    return reply.code(201).header('cache-control', 'no-store').send({ url: url.href })
  })
}
