import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ApiDocument } from '../views/api-docs/api-document.ts'
import { docsPage } from '../views/api-docs/docs-page.ts'
import { sendHtml } from './html-answers.ts'
import type { PageOptions } from './page-options.ts'

/** The reference of the REST API, for people; for programs it is at /openapi.json. */
export const docsPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { site }) => {
  app.get('/docs', ({ host, protocol }, reply) => {
    const document = app.swagger() as unknown as ApiDocument
    return sendHtml(reply, docsPage(site, document, `${protocol}://${host}`))
  })
}
