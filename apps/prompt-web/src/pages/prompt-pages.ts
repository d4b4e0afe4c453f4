import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Prompt } from '@promptbin/prompts'
import { Type } from 'typebox'
import { success } from '../views/frame/notice.ts'
import { type Content, html } from '../views/markup/html.ts'
import { promptPage } from '../views/prompt/prompt-page.ts'
import { promptText } from '../views/prompt/prompt-text.ts'
import { renderedText, type TypedValues, valuePrefix } from '../views/prompt/try-form.ts'
import { readFields } from './form/form-fields.ts'
import { sendHtml, wantsPart } from './html-answers.ts'
import type { PageOptions } from './page-options.ts'

const Named = Type.Object({ name: Type.String() })
const Saved = Type.Object({ saved: Type.Optional(Type.String({ maxLength: 20 })) })

/** What the page says after a save, by the word that the address brings. */
function savedNotice(saved: string | undefined, { name, latest }: Prompt): Content {
  if (saved === 'created') {
    return success(html`Saved. AI clients find it as <b>${name}</b>.`)
  }
  if (saved === 'version') return success(`Saved as version ${latest}.`)
  if (saved === 'about')
    return success('Saved. The text did not change, so neither did its version.')
  return saved === 'nothing' && success('Nothing had changed, so there was nothing to save.')
}

/** The values of the try-it form; a field that is left empty gives none. */
function typedValues(body: unknown): TypedValues {
  const values = [...readFields(body)].flatMap(([field, value]) =>
    field.startsWith(valuePrefix) && value !== '' ? [[field.slice(valuePrefix.length), value]] : [],
  )
  return Object.fromEntries(values)
}

/** One prompt: read it, try it with values, move it to the trash. */
export const promptPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  const schema = { params: Named, querystring: Saved }

  for (const path of ['/prompts/:name', '/prompts/:name/']) {
    app.get(path, { schema }, async ({ params, query }, reply) => {
      const prompt = await library.get(params.name)
      const notice = savedNotice(query.saved, prompt)
      return sendHtml(reply, promptPage(site, { prompt, notice, now: new Date() }))
    })
  }

  app.post('/prompts/:name/try', { schema: { params: Named } }, async (request, reply) => {
    const prompt = await library.get(request.params.name)
    const values = typedValues(request.body)
    const rendering = await library.render(prompt.name, { arguments: values })
    const tried = { values, rendering }
    if (!wantsPart(request)) {
      return sendHtml(reply, promptPage(site, { prompt, tried, now: new Date() }))
    }
    const { variables, version } = prompt
    const isUntouched = Object.keys(values).length === 0
    const plain = { messages: version.messages, variables, heading: 'Text' }
    return sendHtml(reply, isUntouched ? promptText(plain) : renderedText(rendering, variables))
  })

  app.post('/prompts/:name/trash', { schema: { params: Named } }, async (request, reply) => {
    const { name } = request.params
    await library.trash(name, Number(readFields(request.body).get('generation')))
    return reply.redirect(`/?trashed=${encodeURIComponent(name)}`, 303)
  })
}
