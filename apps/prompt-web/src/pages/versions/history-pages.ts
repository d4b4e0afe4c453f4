import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { normalizeChange } from '@promptbin/prompts'
import { Type } from 'typebox'
import { VersionNumber } from '../../routes/parameters.ts'
import { problemNotice } from '../../views/frame/notice.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'
import { historyPage } from '../../views/versions/history-page.ts'
import { versionPage } from '../../views/versions/version-page.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { leadToCurrentName } from '../prompt/current-name.ts'
import { doneWord } from '../prompt/done-notice.ts'

const Named = Type.Object({ name: Type.String() })
const NamedVersion = Type.Object({ name: Type.String(), n: VersionNumber })

/** What a prompt was: the list of its versions, each of them, and the way back to one. */
export const historyPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.get('/prompts/:name/history', { schema: { params: Named } }, async (request, reply) => {
    const { name } = request.params
    const [prompt, versions] = await Promise.all([library.get(name), library.versions(name)])
    const elsewhere = leadToCurrentName(request, reply, prompt)
    if (elsewhere) return elsewhere
    return sendHtml(reply, historyPage(site, { prompt, versions, now: new Date() }))
  })

  const schema = { params: NamedVersion }
  app.get('/prompts/:name/versions/:n', { schema }, async (request, reply) => {
    const { name, n } = request.params
    const composition = await library.compose(name, { version: n })
    const elsewhere = leadToCurrentName(request, reply, composition.prompt)
    if (elsewhere) return elsewhere
    return sendHtml(reply, versionPage(site, { composition, now: new Date() }))
  })

  app.post('/prompts/:name/versions/:n/restore', { schema }, async (request, reply) => {
    const { name, n } = request.params
    const fields = readFields(request.body)
    const expected = Number(fields.get('generation'))
    const message = fields.get('message')?.trim() ?? ''
    try {
      normalizeChange({ message })
      const before = await library.get(name)
      const restored = await library.revert(name, n, message, browserAuthor, expected)
      const isNew = restored.latest > before.latest
      const told = isNew ? `done=${doneWord({ kind: 'restored', version: n })}` : 'saved=nothing'
      return reply.redirect(`${promptAddress(restored.name)}?${told}`, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      const composition = await library.compose(name, { version: n })
      const notice = problemNotice(problem)
      const page = versionPage(site, { composition, notice, now: new Date() })
      return sendHtml(reply, page, problem.status)
    }
  })
}
