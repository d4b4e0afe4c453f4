import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { editorPage } from '../views/editor/editor-page.ts'
import { promptAddress } from '../views/prompt/prompt-address.ts'
import { draftFaults, draftOf } from './form/draft-of-form.ts'
import { blankForm, readPromptForm, withRow } from './form/prompt-form.ts'
import { refused } from './form/refused-form.ts'
import { sendHtml } from './html-answers.ts'
import { browserAuthor, type PageOptions } from './page-options.ts'

/** An address can begin a prompt, as "Write this prompt" does after a search without results. */
const Begun = Type.Object({ title: Type.Optional(Type.String({ maxLength: 200 })) })

/** The page on which a prompt is written, and its first save. */
export const newPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library, site }) => {
  app.get('/prompts/new', { schema: { querystring: Begun } }, (request, reply) => {
    const values = { ...blankForm, title: request.query.title ?? '' }
    return sendHtml(reply, editorPage(site, { values, faults: new Map() }))
  })

  app.post('/prompts/new', async (request, reply) => {
    const { values, add } = readPromptForm(request.body)
    if (add !== undefined) {
      const more = { values: withRow(values, add), faults: new Map(), isChanged: true }
      return sendHtml(reply, editorPage(site, more))
    }
    const draft = draftOf(values)
    const faults = draftFaults(draft)
    if (faults.size > 0) return sendHtml(reply, editorPage(site, { values, faults }), 422)
    try {
      const { name } = await library.create(draft, browserAuthor)
      return reply.redirect(`${promptAddress(name)}?saved=created`, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      return sendHtml(reply, editorPage(site, refused(values, error, problem)), problem.status)
    }
  })
}
