import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VersionNumber } from '../../routes/parameters.ts'
import { problemNotice } from '../../views/frame/notice.ts'
import { labelsPage } from '../../views/labels/labels-page.ts'
import { promptAddress } from '../../views/prompt/prompt-address.ts'
import { sendHtml } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { leadToCurrentName } from '../prompt/current-name.ts'
import { doneNotice, doneWord } from '../prompt/done-notice.ts'
import { changeLabel, readLabelChange } from './label-change.ts'

const Named = Type.Object({ name: Type.String() })
const Shown = Type.Object({
  version: Type.Optional(VersionNumber),
  done: Type.Optional(Type.String({ maxLength: 80 })),
})

/** The labels of a prompt: where they stand, where they stood, and every way to move them. */
export const labelPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.get(
    '/prompts/:name/labels',
    { schema: { params: Named, querystring: Shown } },
    async (request, reply) => {
      const { name } = request.params
      const { version, done } = request.query
      const [prompt, moves] = await Promise.all([
        library.get(name, version ? { version } : {}),
        library.labelMoves(name),
      ])
      const elsewhere = leadToCurrentName(request, reply, prompt)
      if (elsewhere) return elsewhere
      const content = { prompt, moves: moves.items, notice: doneNotice(done, prompt) }
      return sendHtml(reply, labelsPage(site, { ...content, now: new Date() }))
    },
  )

  app.post('/prompts/:name/labels', { schema: { params: Named } }, async (request, reply) => {
    const change = readLabelChange(request.body)
    const { label, version, reason, isOnLabelsPage } = change
    try {
      const { name } = await changeLabel(library, request.params.name, change)
      const address = isOnLabelsPage ? `/prompts/${name}/labels` : promptAddress(name)
      const word = encodeURIComponent(doneWord({ kind: 'label', label }))
      return reply.redirect(`${address}?done=${word}`, 303)
    } catch (error) {
      const problem = request.problemOf(error)
      const { name } = request.params
      const [prompt, moves] = await Promise.all([library.get(name), library.labelMoves(name)])
      const content = {
        prompt,
        moves: moves.items,
        notice: problemNotice(problem),
        typed: { label, version: version || undefined, reason },
        now: new Date(),
      }
      return sendHtml(reply, labelsPage(site, content), problem.status)
    }
  })
}
