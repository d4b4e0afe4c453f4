import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { selector } from '../../routes/parameters.ts'
import { promptPage } from '../../views/prompt/prompt-page.ts'
import { sendHtml } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { leadToCurrentName } from './current-name.ts'
import { doneNotice, savedNotice } from './done-notice.ts'
import { loadPrompt } from './prompt-content.ts'

const Named = Type.Object({ name: Type.String() })
const Shown = Type.Object({
  ...selector,
  saved: Type.Optional(Type.String({ maxLength: 20 })),
  done: Type.Optional(Type.String({ maxLength: 80 })),
})

/** One prompt to read, in the version that is meant by itself or in a chosen one. */
export const promptPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  const schema = { params: Named, querystring: Shown }

  for (const path of ['/prompts/:name', '/prompts/:name/']) {
    app.get(path, { schema }, async (request, reply) => {
      const { saved, done, version, label } = request.query
      const chosen = { ...(version && { version }), ...(label && { label }) }
      const content = await loadPrompt(library, request.params.name, chosen)
      const { prompt } = content.composition
      const elsewhere = leadToCurrentName(request, reply, prompt)
      if (elsewhere) return elsewhere
      const notice = savedNotice(saved, prompt) || doneNotice(done, prompt)
      return sendHtml(reply, promptPage(site, { ...content, notice }))
    })
  }
}
