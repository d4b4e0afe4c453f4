import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { exportFormats } from '@promptbin/prompt-formats'
import { Type } from 'typebox'
import { selectionInvalid } from '../../errors.ts'
import type { Library } from '../../library/library.ts'
import { sendExport } from '../../routes/transfer/send-export.ts'
import { type ListFilter, queryOf } from '../../views/list/list-filter.ts'
import { exportPage } from '../../views/transfer/export-page.ts'
import { sendHtml } from '../html-answers.ts'
import { filterOf, listQuery } from '../list/list-query.ts'
import type { PageOptions } from '../page-options.ts'

/** As many prompts as one file of named prompts holds; REST takes no more names either. */
const maxNames = 1_000

const pageSize = 100

const ExportQuery = Type.Object(listQuery)
const FileQuery = Type.Object({ ...listQuery, format: Type.Enum([...exportFormats]) })

/** Everything that a filter finds is wanted, so it is not ranked: a rank reads only the newest. */
const unranked = (filter: ListFilter) => ({ ...queryOf(filter), sort: 'updated' as const })

/** The names of all prompts that a filter finds. */
async function namesFound(library: Library, filter: ListFilter): Promise<readonly string[]> {
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Library['list']>> = await library.list({
      ...unranked(filter),
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    })
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
    if (names.length > maxNames) throw selectionInvalid(`more than ${maxNames} prompts are found`)
  } while (cursor !== null)
  return names
}

/** Export: of the library, or of what a search or a filter finds. */
export const exportPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.get('/export', { schema: { querystring: ExportQuery } }, async ({ query }, reply) => {
    const filter = filterOf(query)
    const { total } = await library.list({ ...unranked(filter), limit: 1 })
    const isNarrowed = Object.keys(queryOf({ ...filter, sort: undefined })).length > 0
    const isTooMany = isNarrowed && (total.value > maxNames || !total.exact)
    return sendHtml(reply, exportPage(site, { filter, total, isTooMany }))
  })

  app.get('/export/file', { schema: { querystring: FileQuery } }, async ({ query }, reply) => {
    const { format, ...fields } = query
    const names = await namesFound(library, filterOf(fields))
    if (names.length === 0) throw selectionInvalid('no prompt is found')
    return sendExport(reply, await library.export({ format, names }))
  })
}
