import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PromptBinError } from '@promptbin/errors'
import type { Prompt } from '@promptbin/prompts'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { changedNotice } from '../views/editor/changed-notice.ts'
import { type EditorContent, editorPage } from '../views/editor/editor-page.ts'
import type { FormValues } from '../views/editor/form-values.ts'
import { promptAddress } from '../views/prompt/prompt-address.ts'
import { changeFaults, changeOf } from './form/draft-of-form.ts'
import { formOf, readPromptForm, withRow } from './form/prompt-form.ts'
import { refused } from './form/refused-form.ts'
import { sendHtml } from './html-answers.ts'
import { browserAuthor, type PageOptions } from './page-options.ts'

const Named = Type.Object({ name: Type.String() })

const isStale = (error: unknown) =>
  error instanceof PromptBinError && error.code === 'PB_PROMPT_CHANGED'

/** The page on which a prompt is changed. */
export const editPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library, site }) => {
  const schema = { params: Named }
  type Shown = Omit<EditorContent, 'prompt'>

  const send = (reply: FastifyReply, prompt: Prompt, shown: Shown, status = 200) =>
    sendHtml(reply, editorPage(site, { ...shown, prompt }), status)

  /** Shows what the library holds beside what was typed; saving again is then meant. */
  const sendBoth = (reply: FastifyReply, prompt: Prompt, values: FormValues) => {
    const notice = changedNotice(prompt, new Date())
    return send(reply, prompt, { values, faults: new Map(), theirs: formOf(prompt), notice }, 412)
  }

  app.get('/prompts/:name/edit', { schema }, async (request, reply) => {
    const prompt = await library.get(request.params.name)
    return send(reply, prompt, { values: formOf(prompt), faults: new Map() })
  })

  app.post('/prompts/:name/edit', { schema }, async (request, reply) => {
    const prompt = await library.get(request.params.name)
    const { name, latest } = prompt
    const { values, generation, add } = readPromptForm(request.body)
    if (add !== undefined) {
      const begun = { ...prompt, generation }
      const more = { values: withRow(values, add), faults: new Map(), isChanged: true }
      return send(reply, begun, more)
    }
    if (prompt.generation !== generation) return sendBoth(reply, prompt, values)
    const change = changeOf(values, formOf(prompt))
    if (Object.keys(change).length === 0) {
      return reply.redirect(`${promptAddress(name)}?saved=nothing`, 303)
    }
    const faults = changeFaults(change)
    if (faults.size > 0) return send(reply, prompt, { values, faults }, 422)
    try {
      const saved = await library.change(name, change, browserAuthor, generation)
      const what = saved.latest > latest ? 'version' : 'about'
      return reply.redirect(`${promptAddress(name)}?saved=${what}`, 303)
    } catch (error) {
      if (isStale(error)) return sendBoth(reply, await library.get(name), values)
      const problem = request.problemOf(error)
      return send(reply, prompt, refused(values, error, problem), problem.status)
    }
  })
}
