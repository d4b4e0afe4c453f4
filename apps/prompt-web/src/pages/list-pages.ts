import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { success } from '../views/frame/notice.ts'
import { type ListFilter, listAddress } from '../views/library/list-filter.ts'
import { listPage } from '../views/library/list-page.ts'
import { resultRows, results } from '../views/library/results.ts'
import { html } from '../views/markup/html.ts'
import { sendHtml, wantsPart } from './html-answers.ts'
import type { PageOptions } from './page-options.ts'

const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 1_000 })),
  tag: Type.Optional(Type.String({ maxLength: 50 })),
  folder: Type.Optional(Type.String({ maxLength: 200 })),
  cursor: Type.Optional(Type.String({ maxLength: 16_384 })),
  /** The name of a prompt that was just moved to the trash. */
  trashed: Type.Optional(Type.String({ maxLength: 64 })),
})

/** A field that is there but empty is what a form sends for one that was not filled in. */
function given(filter: ListFilter): { readonly [Key in keyof ListFilter]?: string } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value?.trim()))
}

/** The list of prompts: a page, the results of a search as you type, or the rows of one more page. */
export const listPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library, site }) => {
  app.get('/', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const { q, tag, folder, cursor, trashed } = request.query
    const filter = given({ q, tag, folder })
    const page = await library.list({ ...filter, ...(cursor ? { cursor } : {}) })
    const content = { filter, page, cursor, now: new Date() }
    if (wantsPart(request)) {
      if (cursor) return sendHtml(reply, resultRows(content))
      // The browser's address becomes the one that a person would copy.
      reply.header('hx-replace-url', listAddress(filter))
      return sendHtml(reply, results(content))
    }
    const notice = trashed && success(html`<b>${trashed}</b> is in the trash.`)
    return sendHtml(reply, listPage(site, content, notice))
  })
}
