import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PromptBinError } from '@promptbin/errors'
import { normalizeChange } from '@promptbin/prompts'
import { Type } from 'typebox'
import type { FieldFaults } from '../../views/editor/form-values.ts'
import { problemNotice } from '../../views/frame/notice.ts'
import { duplicatePage } from '../../views/prompt/duplicate-page.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { leadToCurrentName } from './current-name.ts'

const Named = Type.Object({ name: Type.String() })

/** The faults of an error by the names of the form's fields; empty if it names none. */
function faultsOf(error: unknown): FieldFaults {
  if (!(error instanceof PromptBinError)) return new Map()
  if (error.code === 'PB_NAME_TAKEN') return new Map([['name', 'is taken by another prompt']])
  return new Map(error.fields.map(({ pointer, message }) => [pointer.slice(1), message]))
}

/** A copy of a prompt, under a title and a name of its own. */
export const duplicatePages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  const schema = { params: Named }

  app.get('/prompts/:name/duplicate', { schema }, async (request, reply) => {
    const prompt = await library.get(request.params.name)
    const elsewhere = leadToCurrentName(request, reply, prompt)
    if (elsewhere) return elsewhere
    const title = `${prompt.title.slice(0, 190)} (copy)`
    return sendHtml(reply, duplicatePage(site, { prompt, title, name: '', faults: new Map() }))
  })

  app.post('/prompts/:name/duplicate', { schema }, async (request, reply) => {
    const fields = readFields(request.body)
    const [title = '', name = ''] = [fields.get('title'), fields.get('name')].map((text) =>
      text?.trim(),
    )
    try {
      const wanted = { title, ...(name !== '' && { name }) }
      normalizeChange(wanted)
      const copy = await library.duplicate(request.params.name, wanted, browserAuthor)
      return reply.redirect(`${promptAddress(copy.name)}?saved=created`, 303)
    } catch (error) {
      const prompt = await library.get(request.params.name)
      const problem = request.problemOf(error)
      const faults = faultsOf(error)
      const notice = faults.size === 0 && problemNotice(problem)
      const page = duplicatePage(site, { prompt, title, name, faults, notice })
      return sendHtml(reply, page, problem.status)
    }
  })
}
