import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VersionNumber } from '../../routes/parameters.ts'
import { problemNotice } from '../../views/frame/notice.ts'
import { promptSharesPage } from '../../views/shares/prompt-shares-page.ts'
import { shareRows } from '../../views/shares/share-rows.ts'
import { sharesPage } from '../../views/shares/shares-page.ts'
import { backAddress } from '../back-address.ts'
import { sendHtml, wantsPart } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { leadToCurrentName } from '../prompt/current-name.ts'
import { carryLink, takeLink } from './link-cookie.ts'
import { loadPromptShares, loadShares } from './share-content.ts'
import { readShareForm, shareRequest } from './share-form.ts'

const Named = Type.Object({ name: Type.String() })
const Shared = Type.Object({ id: Type.String() })
const Shown = Type.Object({
  version: Type.Optional(VersionNumber),
  cursor: Type.Optional(Type.String({ maxLength: 16_384 })),
  done: Type.Optional(Type.String({ maxLength: 20 })),
})

const addressOf = (name: string) => `/prompts/${name}/shares`

/** Links that show one prompt: those of a prompt, all of them, a new one, and one revoked. */
export const sharePages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.get('/shares', { schema: { querystring: Shown } }, async (request, reply) => {
    const { shares, notice } = await loadShares(library, request.query)
    if (wantsPart(request)) return sendHtml(reply, shareRows(shares))
    return sendHtml(reply, sharesPage(site, shares, notice))
  })

  app.get(
    '/prompts/:name/shares',
    { schema: { params: Named, querystring: Shown } },
    async (request, reply) => {
      const { name } = request.params
      const token = takeLink(request, reply, addressOf(name))
      const content = await loadPromptShares(library, name, { ...request.query, token })
      const elsewhere = leadToCurrentName(request, reply, content.prompt)
      if (elsewhere) return elsewhere
      if (wantsPart(request)) return sendHtml(reply, shareRows(content.shares))
      return sendHtml(reply, promptSharesPage(site, content))
    },
  )

  app.post('/prompts/:name/shares', { schema: { params: Named } }, async (request, reply) => {
    const { name } = request.params
    const form = readShareForm(request.body)
    try {
      const share = await library.share(shareRequest(name, form), browserAuthor)
      carryLink(reply, addressOf(share.prompt), share.url)
      return reply.redirect(`${addressOf(share.prompt)}?done=shared`, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      const content = await loadPromptShares(library, name, {})
      const notice = problemNotice(problem)
      return sendHtml(reply, promptSharesPage(site, { ...content, form, notice }), problem.status)
    }
  })

  app.post('/shares/:id/revoke', { schema: { params: Shared } }, async (request, reply) => {
    await library.revokeShare(request.params.id)
    return reply.redirect(backAddress(request, { done: 'revoked' }, '/shares'), 303)
  })
}
