import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Content, html } from '@promptbin/html'
import { needing } from '@promptbin/service'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { problemNotice, success } from '../../views/frame/notice.ts'
import { accountPage } from '../../views/logins/account-page.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type LoginPageOptions } from '../page-options.ts'

const OwnSession = Type.Object({ id: Type.String({ maxLength: 100 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

const done: Readonly<Record<string, Content>> = {
  ended: success('The session has ended.'),
  password: success('You have another password; other browsers have to log in again.'),
}

/** Who one is here, one's sessions and one's password. */
export const accountPages: FastifyPluginAsyncTypebox<LoginPageOptions> = async (
  app,
  { logins, site },
) => {
  app.addHook('onRoute', needing('prompts:read'))

  async function show(request: FastifyRequest, notice: Content = html``) {
    const { principal, sessionHash } = request
    return accountPage(site, {
      principal,
      sessions: await logins.sessions(principal.id),
      isLoggedIn: sessionHash !== null,
      now: new Date(),
      notice,
    })
  }

  app.get('/account', { schema: { querystring: Done } }, async (request, reply) =>
    sendHtml(reply, await show(request, done[request.query.done ?? ''])),
  )

  app.post('/account/password', async (request, reply) => {
    const { principal, sessionHash } = request
    const fields = readFields(request.body)
    const name = principal.kind === 'account' ? principal.id.replace(/^account:/, '') : ''
    const [present, wanted] = [fields.get('present') ?? '', fields.get('wanted') ?? '']
    try {
      await logins.changePassword({ name, present, wanted, sessionHash }, browserAuthor)
      return reply.redirect('/account?done=password', 303)
    } catch (error) {
      const problem = request.problemOf(error)
      return sendHtml(reply, await show(request, problemNotice(problem)), problem.status)
    }
  })

  app.post(
    '/account/sessions/:id/end',
    { schema: { params: OwnSession } },
    async ({ params, principal }, reply) => {
      await logins.endSession(principal.id, params.id)
      return reply.redirect('/account?done=ended', 303)
    },
  )

  app.post('/account/sessions/end-others', async ({ principal, sessionHash }, reply) => {
    await logins.endOtherSessions(principal.id, sessionHash)
    return reply.redirect('/account?done=ended', 303)
  })
}
