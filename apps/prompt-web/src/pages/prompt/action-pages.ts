import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PromptBinError } from '@promptbin/errors'
import { html } from '@promptbin/html'
import { Type } from 'typebox'
import { problemNotice } from '../../views/frame/notice.ts'
import { rowStar } from '../../views/list/row-star.ts'
import { favouriteButton } from '../../views/prompt/favourite.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'
import { promptPage } from '../../views/prompt/prompt-page.ts'
import { trashForm } from '../../views/prompt/trash-dialog.ts'
import { backAddress } from '../back-address.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml, wantsPart } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { loadPrompt } from './prompt-content.ts'

const Named = Type.Object({ name: Type.String() })

const isInUse = (error: unknown) =>
  error instanceof PromptBinError && error.code === 'PB_PROMPT_IN_USE'

/** What is done with a prompt as a whole: star it, move it to the trash. */
export const actionPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  const schema = { params: Named }

  app.post('/prompts/:name/favourite', { schema }, async (request, reply) => {
    const fields = readFields(request.body)
    const favourite = fields.get('favourite') === 'yes'
    const prompt = await library.change(request.params.name, { favourite }, browserAuthor)
    const isRow = fields.get('view') === 'row'
    if (wantsPart(request))
      return sendHtml(reply, isRow ? rowStar(prompt) : favouriteButton(prompt))
    return reply.redirect(isRow ? backAddress(request, {}) : promptAddress(prompt.name), 303)
  })

  app.post('/prompts/:name/trash', { schema }, async (request, reply) => {
    const fields = readFields(request.body)
    const expected = Number(fields.get('generation'))
    const evenIfUsed = fields.get('evenIfUsed') === 'yes'
    try {
      const { name } = await library.trash(request.params.name, { expected, evenIfUsed })
      return reply.redirect(`/?trashed=${encodeURIComponent(name)}`, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      const content = await loadPrompt(library, request.params.name)
      const { prompt } = content.composition
      const anyway = isInUse(error) && trashForm(prompt, content.uses, null)
      const notice = html`${problemNotice(problem)}${anyway}`
      return sendHtml(reply, promptPage(site, { ...content, notice }), problem.status)
    }
  })
}
