import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { createEditAnswers } from '../editing/edit-answers.ts'
import { threeStates } from '../editing/save-edit.ts'
import { withoutEmptyRows } from '../form/fields/written-rows.ts'
import { begunWith } from '../form/form-of-prompt.ts'
import { readPromptForm } from '../form/prompt-form.ts'
import type { PageOptions } from '../page-options.ts'
import { answerMerge } from './merge-answer.ts'
import { readChoices } from './merge-choices.ts'
import { openDecisions } from './merge-decisions.ts'
import { mergeForms } from './merge-forms.ts'

const schema = { params: Type.Object({ name: Type.String() }) }

/** What a person decided where two changes of one prompt met: it is saved, or edited further. */
export const mergePages: FastifyPluginAsyncTypebox<PageOptions> = async (app, options) => {
  const { library } = options
  const { answer, answerStale, newest, save } = createEditAnswers(options)

  app.post('/prompts/:name/merge', { schema }, async (request, reply) => {
    const prompt = await newest(request.params.name)
    const form = readPromptForm(request.body)
    const { against, choices } = readChoices(request.body)
    const mine = withoutEmptyRows(form.values)
    const three = await threeStates(library, prompt, mine, form.begun)
    // Decisions about another state mean nothing now.
    if (against !== prompt.generation) return answerStale(reply, prompt, form, three)
    const { values, items } = await mergeForms(three, choices)
    const begun = begunWith(prompt)
    if (form.action.what !== 'save') {
      return answer(reply, { prompt, begun, values, faults: new Map(), isChanged: true })
    }
    if (openDecisions(items).length > 0) {
      const merge = { prompt, mine, begun: form.begun, items, isRefused: true }
      return answerMerge(reply, options, merge)
    }
    return save({ request, reply, prompt, form, values, shown: three.theirs, begun })
  })
}
