import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { giveSession, needing, returnAddress, stranger } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { libraryCookie } from '../../logins/create-logins.ts'
import type { LoggedIn, Proof } from '../../logins/login-operations.ts'
import { problemNotice } from '../../views/frame/notice.ts'
import { loginPage, setUpPage } from '../../views/logins/login-page.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml } from '../html-answers.ts'
import type { LoginPageOptions } from '../page-options.ts'

const Next = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2_000 })) })

/** Login, logout, and the set-up of the first account. They are there for strangers. */
export const loginPages: FastifyPluginAsyncTypebox<LoginPageOptions> = async (
  app,
  { logins, site, isLoginRequired },
) => {
  app.addHook('onRoute', needing('anybody'))

  app.get('/login', { schema: { querystring: Next } }, async (request, reply) => {
    const next = returnAddress(request.query.next)
    // Where everybody is known there is nothing to ask.
    if (request.principal !== stranger) return reply.redirect(next, 303)
    if (await logins.isSetUpOpen()) return reply.redirect('/setup', 303)
    return sendHtml(reply, loginPage(site, { next, name: '' }))
  })

  app.post('/login', async (request, reply) => {
    const fields = readFields(request.body)
    const next = returnAddress(fields.get('next'))
    try {
      give(request, reply, await logins.logIn(proofOf(fields), placeOf(request)))
      return reply.redirect(next, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      if (problem.status === 429) reply.header('retry-after', '1')
      const name = fields.get('name') ?? ''
      const notice = problemNotice(problem)
      return sendHtml(reply, loginPage(site, { next, name, notice }), problem.status)
    }
  })

  app.post('/logout', async (request, reply) => {
    if (request.sessionHash !== null) await logins.logOut(request.sessionHash)
    giveSession(request, reply, { cookieName: libraryCookie, secret: null, maxAgeSeconds: 0 })
    return reply.redirect(isLoginRequired ? '/login' : '/', 303)
  })

  app.get('/setup', async (_request, reply) => {
    if (!(await logins.isSetUpOpen())) return reply.redirect('/login', 303)
    return sendHtml(reply, setUpPage(site, { token: '', name: '' }))
  })

  app.post('/setup', async (request, reply) => {
    const fields = readFields(request.body)
    const read = (field: string) => fields.get(field) ?? ''
    const [token, name, password] = [read('setup-token').trim(), read('name'), read('password')]
    try {
      await logins.setUp(token, { name, password }, request.ip)
      give(request, reply, await logins.logIn({ name, password }, placeOf(request)))
      return reply.redirect('/', 303)
    } catch (error) {
      const problem = request.problemOf(error)
      const notice = problemNotice(problem)
      return sendHtml(reply, setUpPage(site, { token, name, notice }), problem.status)
    }
  })
}

function give(request: FastifyRequest, reply: FastifyReply, loggedIn: LoggedIn): void {
  giveSession(request, reply, { cookieName: libraryCookie, ...loggedIn })
}

function proofOf(fields: ReadonlyMap<string, string>): Proof {
  const token = fields.get('token')
  if (token !== undefined) return { token: token.trim() }
  return { name: fields.get('name') ?? '', password: fields.get('password') ?? '' }
}

function placeOf({ ip, headers }: FastifyRequest) {
  return { address: ip, client: headers['user-agent'] ?? '' }
}
