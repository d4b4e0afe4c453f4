import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PromptBinError } from '@promptbin/errors'
import type { Prompt, PromptDraft } from '@promptbin/prompts'
import { Type } from 'typebox'
import type { Library } from '../../library/library.ts'
import { blankForm } from '../../views/editor/form-values.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'
import { draftOf } from '../form/draft-of-form.ts'
import { withoutEmptyRows } from '../form/fields/written-rows.ts'
import { afterAction } from '../form/form-action.ts'
import { draftFaults } from '../form/form-faults.ts'
import { readPromptForm } from '../form/prompt-form.ts'
import { refused } from '../form/refused-form.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { createEditorAnswer } from './editor-answer.ts'

/** An address can begin a prompt, as "Write this prompt" does after a search without results. */
const Begun = Type.Object({ title: Type.Optional(Type.String({ maxLength: 200 })) })

/**
 * Creates a prompt once however often its form is sent. If it was changed after an answer was
 * lost, it is another prompt: what was written since is in no other place.
 */
async function createOnce(library: Library, draft: PromptDraft, key: string): Promise<Prompt> {
  const fingerprint = createHash('sha256').update(JSON.stringify(draft)).digest('hex')
  try {
    return await library.create(draft, browserAuthor, { key: `form-${key}`, fingerprint })
  } catch (error) {
    const isOther = error instanceof PromptBinError && error.code === 'PB_IDEMPOTENCY_KEY_REUSED'
    if (!isOther) throw error
    return library.create(draft, browserAuthor)
  }
}

/** The page on which a prompt is written, and its first save. */
export const newPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, options) => {
  const { library } = options
  const answer = createEditorAnswer(options)

  app.get('/prompts/new', { schema: { querystring: Begun } }, (request, reply) => {
    const values = { ...blankForm, title: request.query.title ?? '' }
    return answer(reply, { values, faults: new Map() })
  })

  app.post('/prompts/new', async (request, reply) => {
    const { values: typed, action, once, tried } = readPromptForm(request.body)
    if (action.what !== 'save') {
      const values = afterAction(typed, action)
      return answer(reply, { values, faults: new Map(), isChanged: true, once, tried })
    }
    const values = withoutEmptyRows(typed)
    const draft = draftOf(values)
    const faults = draftFaults(draft, values)
    if (faults.size > 0) return answer(reply, { values, faults, once, tried, status: 422 })
    try {
      const { name } = await (once === undefined
        ? library.create(draft, browserAuthor)
        : createOnce(library, draft, once))
      return reply.redirect(`${promptAddress(name)}?saved=created`, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      const form = refused(values, error, problem)
      return answer(reply, { ...form, once, tried, status: problem.status })
    }
  })
}
