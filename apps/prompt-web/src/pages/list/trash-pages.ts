import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { selectionInvalid } from '../../errors.ts'
import { trashPage } from '../../views/trash/trash-page.ts'
import { trashRows } from '../../views/trash/trash-rows.ts'
import { backAddress } from '../back-address.ts'
import { readRepeated } from '../form/fields/repeated-field.ts'
import { sendHtml, wantsPart } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { maxSelected } from './selection-limit.ts'

const TrashQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 16_384 })),
  /** The names of prompts that were just taken out, one's name before, the title of one that is gone. */
  restored: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: maxSelected })),
  was: Type.Optional(Type.String({ maxLength: 64 })),
  purged: Type.Optional(Type.String({ maxLength: 200 })),
})

const Purged = Type.Object({ id: Type.String() })

/** The trash: what is in it, out of it again, and gone for good. */
export const trashPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.get('/trash', { schema: { querystring: TrashQuery } }, async (request, reply) => {
    const { cursor, ...done } = request.query
    const page = await library.trashed(cursor ? { cursor } : {})
    const content = { page, cursor, now: new Date() }
    if (wantsPart(request)) return sendHtml(reply, trashRows(content))
    return sendHtml(reply, trashPage(site, { ...content, ...done }))
  })

  app.post('/trash/restore', async (request, reply) => {
    const names = readRepeated(request.body, 'name')
    if (names.length === 0) throw selectionInvalid('nothing is selected')
    if (names.length > maxSelected) throw selectionInvalid(`more than ${maxSelected} are selected`)
    const restored: string[] = []
    for (const name of names) restored.push((await library.restore(name)).name)
    const [was] = readRepeated(request.body, 'was')
    const isRenamed = restored.length === 1 && was !== undefined && was !== restored[0]
    const told = { restored, ...(isRenamed && { was }) }
    return reply.redirect(backAddress(request, told, '/trash'), 303)
  })

  app.post(
    '/trash/:id/purge',
    { config: { access: 'admin' }, schema: { params: Purged } },
    async (request, reply) => {
      const [title = ''] = readRepeated(request.body, 'title')
      await library.purge(request.params.id)
      return reply.redirect(backAddress(request, { purged: title.slice(0, 200) }, '/trash'), 303)
    },
  )
}
