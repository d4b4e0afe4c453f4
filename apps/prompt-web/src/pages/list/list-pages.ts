import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listAddress, queryOf } from '../../views/list/list-filter.ts'
import { listNotice } from '../../views/list/list-notice.ts'
import { listPage } from '../../views/list/list-page.ts'
import { resultRows, results } from '../../views/list/results.ts'
import { sendHtml, wantsPart } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { filterOf, listQuery } from './list-query.ts'
import { maxSelected } from './selection-limit.ts'

/** Names of prompts that something was done with. */
const Names = Type.Array(Type.String({ maxLength: 64 }), { maxItems: maxSelected })

const ListQuery = Type.Object({
  ...listQuery,
  cursor: Type.Optional(Type.String({ maxLength: 16_384 })),
  /** What was just done, told once: moved to the trash, out of it, changed so many. */
  trashed: Type.Optional(Names),
  restored: Type.Optional(Names),
  was: Type.Optional(Type.String({ maxLength: 64 })),
  changed: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
})

/** The list of prompts: a page, the results of a search as you type, or the rows of one more page. */
export const listPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library, site }) => {
  app.get('/', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const { cursor, ...fields } = request.query
    const filter = filterOf(fields)
    const found = library.list({ ...queryOf(filter), ...(cursor ? { cursor } : {}) })
    const now = new Date()
    if (wantsPart(request)) {
      const content = { filter, page: await found, cursor, now }
      if (cursor) return sendHtml(reply, resultRows(content))
      // The browser's address becomes the one that a person would copy.
      reply.header('hx-replace-url', listAddress(filter))
      return sendHtml(reply, results(content))
    }
    const [page, folders, tags, labels] = await Promise.all([
      found,
      library.folders(),
      library.tags(),
      library.labels(),
    ])
    const content = { filter, page, cursor, now, groups: { folders, tags, labels } }
    return sendHtml(reply, listPage(site, { ...content, notice: listNotice(fields) }))
  })
}
