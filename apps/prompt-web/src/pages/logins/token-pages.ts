import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Content, html } from '@promptbin/html'
import { isScope } from '@promptbin/security'
import { needing } from '@promptbin/service'
import { Type } from 'typebox'
import type { CreatedToken } from '../../tokens/token-operations.ts'
import { problemNotice, success } from '../../views/frame/notice.ts'
import { newTokenNotice, type TokenForm, tokensPage } from '../../views/logins/tokens-page.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { readRepeated } from '../form/fields/repeated-field.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'

const Named = Type.Object({ token: Type.String({ maxLength: 100 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

const emptyForm: TokenForm = { name: '', scopes: ['prompts:read'], folders: '', expiry: '90' }

const dayMs = 24 * 60 * 60 * 1_000

const shown = ({ name, token, previousEndsAt }: CreatedToken) =>
  newTokenNotice(name, token, previousEndsAt)

/** The tokens: list, make, renew, revoke. What was made stands in the answer itself, and nowhere else. */
export const tokenPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.addHook('onRoute', needing('admin'))

  const show = async (notice: Content = html``, form = emptyForm) =>
    tokensPage(site, { tokens: await library.tokens(), form, now: new Date(), notice })

  app.get('/tokens', { schema: { querystring: Done } }, async ({ query }, reply) =>
    sendHtml(reply, await show(query.done === 'revoked' && success('The token is revoked.'))),
  )

  app.post('/tokens', async (request, reply) => {
    const form = readTokenForm(request.body)
    try {
      const made = await library.createToken(toRequest(form), browserAuthor)
      return sendHtml(reply, await show(shown(made)), 201)
    } catch (error) {
      const problem = request.problemOf(error)
      return sendHtml(reply, await show(problemNotice(problem), form), problem.status)
    }
  })

  app.post('/tokens/:token/rotate', { schema: { params: Named } }, async (request, reply) =>
    sendHtml(
      reply,
      await show(shown(await library.rotateToken(request.params.token, {}, browserAuthor))),
    ),
  )

  app.post('/tokens/:token/revoke', { schema: { params: Named } }, async (request, reply) => {
    await library.revokeToken(request.params.token)
    return reply.redirect('/tokens?done=revoked', 303)
  })
}

function readTokenForm(body: unknown): TokenForm {
  const fields = readFields(body)
  const read = (name: string) => (fields.get(name) ?? '').trim()
  const scopes = readRepeated(body, 'scopes')
  return { name: read('name'), scopes, folders: read('folders'), expiry: read('expiry') }
}

function toRequest({ name, scopes, folders, expiry }: TokenForm) {
  const named = folders.split(',').map((folder) => folder.trim())
  const some = [...new Set(named.filter(Boolean))]
  const days = /^[1-9]\d{0,3}$/.test(expiry) ? Number(expiry) : undefined
  return {
    name,
    scopes: scopes.filter(isScope),
    folders: some.length === 0 ? null : some,
    expiresAt:
      expiry === 'never' || days === undefined
        ? null
        : new Date(Date.now() + days * dayMs).toISOString(),
  }
}
