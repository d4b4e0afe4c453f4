import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Content, html } from '@promptbin/html'
import { isScope } from '@promptbin/security'
import { needing } from '@promptbin/service'
import { Type } from 'typebox'
import { problemNotice, success } from '../../views/frame/notice.ts'
import { accountsPage } from '../../views/logins/accounts-page.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { readRepeated } from '../form/fields/repeated-field.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type LoginPageOptions } from '../page-options.ts'

const Named = Type.Object({ name: Type.String({ maxLength: 64 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

const done: Readonly<Record<string, Content>> = {
  made: success('The account is made.'),
  password: success('It has another password.'),
  removed: success('The account is gone.'),
}

const emptyForm = { name: '', scopes: ['prompts:read', 'prompts:write'] }

/** The accounts of all, for those who run PromptBin. */
export const accountsPages: FastifyPluginAsyncTypebox<LoginPageOptions> = async (
  app,
  { logins, site },
) => {
  app.addHook('onRoute', needing('admin'))

  const show = async (notice: Content = html``, form = emptyForm) =>
    accountsPage(site, { accounts: await logins.accounts(), form, now: new Date(), notice })

  app.get('/accounts', { schema: { querystring: Done } }, async ({ query }, reply) =>
    sendHtml(reply, await show(done[query.done ?? ''])),
  )

  app.post('/accounts', async (request, reply) => {
    const fields = readFields(request.body)
    const [name = '', password = ''] = [fields.get('name'), fields.get('password')]
    const scopes = readRepeated(request.body, 'scopes').filter(isScope)
    try {
      await logins.createAccount({ name, password, scopes }, browserAuthor)
      return reply.redirect('/accounts?done=made', 303)
    } catch (error) {
      const problem = request.problemOf(error)
      return sendHtml(reply, await show(problemNotice(problem), { name, scopes }), problem.status)
    }
  })

  app.post('/accounts/:name/password', { schema: { params: Named } }, async (request, reply) => {
    const [password = ''] = readFields(request.body).values()
    try {
      await logins.resetPassword(request.params.name, password, browserAuthor)
      return reply.redirect('/accounts?done=password', 303)
    } catch (error) {
      const problem = request.problemOf(error)
      return sendHtml(reply, await show(problemNotice(problem)), problem.status)
    }
  })

  app.post('/accounts/:name/remove', { schema: { params: Named } }, async (request, reply) => {
    try {
      await logins.removeAccount(request.params.name, browserAuthor)
      return reply.redirect('/accounts?done=removed', 303)
    } catch (error) {
      const problem = request.problemOf(error)
      return sendHtml(reply, await show(problemNotice(problem)), problem.status)
    }
  })
}
