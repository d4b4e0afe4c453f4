import { PromptBinError } from '@promptbin/errors'
import type { Prompt } from '@promptbin/prompts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Begun, FormValues } from '../../views/editor/form-values.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'
import type { PromptForm } from '../form/prompt-form.ts'
import { refused } from '../form/refused-form.ts'
import { answerMerge } from '../merging/merge-answer.ts'
import type { Three } from '../merging/merge-decisions.ts'
import { mergeForms } from '../merging/merge-forms.ts'
import type { PageOptions } from '../page-options.ts'
import { createEditorAnswer } from './editor-answer.ts'
import { type Saved, saveEdit, threeStates } from './save-edit.ts'

const isStale = (error: unknown) =>
  error instanceof PromptBinError && error.code === 'PB_PROMPT_CHANGED'

/** One request to save an edit, and what it is about. */
export interface Edit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** What the library holds. */
  readonly prompt: Prompt
  readonly form: PromptForm
  /** What is to be saved, and what it is a change of. */
  readonly values: FormValues
  readonly shown: FormValues
  readonly begun: Begun | undefined
}

/** Makes the answers to a form of a prompt that exists: the form again, a merge, or a save. */
export function createEditAnswers(options: PageOptions) {
  const { library } = options
  const answer = createEditorAnswer(options)

  /** The editor edits the newest version, whatever AI clients get. */
  const newest = (name: string) => library.get(name, { label: 'latest' })

  /** Shows both changes; nothing was saved. */
  const answerStale = async (
    reply: FastifyReply,
    prompt: Prompt,
    { begun }: PromptForm,
    three: Three<FormValues>,
  ) => {
    const { items } = await mergeForms(three, new Map())
    return answerMerge(reply, options, { prompt, mine: three.mine, begun, items })
  }

  const answerSaved = ({ reply, prompt, values, begun, form }: Edit, saved: Saved) => {
    if (saved.kind === 'saved') {
      return reply.redirect(`${promptAddress(saved.prompt.name)}?saved=${saved.what}`, 303)
    }
    const { faults } = saved
    return answer(reply, { prompt, begun, values, faults, tried: form.tried, status: 422 })
  }

  /** Saves, and shows the form again with all that was typed if that is refused. */
  const save = async (edit: Edit) => {
    const { request, reply, prompt, values, shown, begun, form } = edit
    try {
      return answerSaved(edit, await saveEdit(library, prompt, values, shown))
    } catch (error) {
      if (isStale(error)) {
        const now = await newest(prompt.name)
        return answerStale(reply, now, form, await threeStates(library, now, values, begun))
      }
      const problem = request.problemOf(error)
      const { status } = problem
      const { tried } = form
      return answer(reply, { ...refused(values, error, problem), prompt, begun, tried, status })
    }
  }

  return { answer, answerStale, newest, save }
}
