import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { withoutEmptyRows } from '../form/fields/written-rows.ts'
import { afterAction } from '../form/form-action.ts'
import { begunWith, formOf } from '../form/form-of-prompt.ts'
import { readPromptForm } from '../form/prompt-form.ts'
import { mergeForms } from '../merging/merge-forms.ts'
import type { PageOptions } from '../page-options.ts'
import { leadToCurrentName } from '../prompt/current-name.ts'
import { createEditAnswers } from './edit-answers.ts'
import { threeStates } from './save-edit.ts'

const schema = { params: Type.Object({ name: Type.String() }) }

/** The page on which a prompt is changed. */
export const editPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, options) => {
  const { library } = options
  const { answer, answerStale, newest, save } = createEditAnswers(options)

  app.get('/prompts/:name/edit', { schema }, async (request, reply) => {
    const prompt = await newest(request.params.name)
    const elsewhere = leadToCurrentName(request, reply, prompt)
    if (elsewhere) return elsewhere
    const begun = begunWith(prompt)
    return answer(reply, { prompt, begun, values: formOf(prompt), faults: new Map() })
  })

  app.post('/prompts/:name/edit', { schema }, async (request, reply) => {
    const prompt = await newest(request.params.name)
    const form = readPromptForm(request.body)
    const { begun, action, tried } = form
    if (action.what !== 'save') {
      const values = afterAction(form.values, action)
      return answer(reply, { prompt, begun, values, faults: new Map(), isChanged: true, tried })
    }
    const values = withoutEmptyRows(form.values)
    const edit = { request, reply, prompt, form, values, begun }
    if (begun?.generation === prompt.generation) return save({ ...edit, shown: formOf(prompt) })
    const three = await threeStates(library, prompt, values, begun)
    if (three.isUntouched) return save({ ...edit, shown: three.theirs, begun: begunWith(prompt) })
    // Both wrote the same, as when an answer was lost and the form is sent once more.
    const { items } = await mergeForms(three, new Map())
    return items.length === 0
      ? save({ ...edit, shown: values })
      : answerStale(reply, prompt, form, three)
  })
}
