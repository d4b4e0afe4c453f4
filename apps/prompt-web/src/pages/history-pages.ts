import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VersionNumber } from '../routes/parameters.ts'
import { historyPage } from '../views/prompt/history-page.ts'
import { versionPage } from '../views/prompt/version-page.ts'
import { sendHtml } from './html-answers.ts'
import type { PageOptions } from './page-options.ts'

const Named = Type.Object({ name: Type.String() })
const NamedVersion = Type.Object({ name: Type.String(), n: VersionNumber })

/** What a prompt was: the list of its versions, and each of them. */
export const historyPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.get('/prompts/:name/history', { schema: { params: Named } }, async (request, reply) => {
    const { name } = request.params
    const [prompt, versions] = await Promise.all([library.get(name), library.versions(name)])
    return sendHtml(reply, historyPage(site, { prompt, versions, now: new Date() }))
  })

  const schema = { params: NamedVersion }
  app.get('/prompts/:name/versions/:n', { schema }, async ({ params: { name, n } }, reply) => {
    const prompt = await library.get(name, { version: n })
    return sendHtml(reply, versionPage(site, { prompt, now: new Date() }))
  })
}
