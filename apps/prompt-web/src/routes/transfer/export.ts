import { Readable } from 'node:stream'
import { type ExportFormat, exportFormats } from '@promptbin/prompt-formats'
import { Type } from 'typebox'
import { content, problem } from '../document/answers.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'

/** The one that keeps everything. */
const defaultFormat: ExportFormat = 'jsonl'

const contentTypes = ['application/jsonl', 'application/zip', 'text/csv']

const ExportQuery = Type.Object(
  {
    format: Type.Optional(Type.Enum([...exportFormats])),
    name: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        description: 'only these prompts',
        minItems: 1,
        maxItems: 1_000,
      }),
    ),
  },
  closed,
)

/** A file's name for a header: nothing that could end it, or lead to another folder. */
function safeFileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'promptbin'
}

const file = Type.String({ description: 'The file.' })

/** Export: the library, or some prompts, as a file. */
export const exporting: RouteGroup = async (app, { library }) => {
  app.get(
    '/api/v1/export',
    {
      // Nobody needs the size of an export without the export.
      exposeHeadRoute: false,
      schema: {
        operationId: 'exportPrompts',
        summary: 'Write prompts to a file',
        description:
          'jsonl keeps everything, with checksums; dotprompt is a zip of files; csv is for spreadsheets.',
        tags: ['transfer'],
        querystring: ExportQuery,
        response: {
          200: content(contentTypes, 'The file, as it is written.', file, {
            'Content-Disposition': Type.String({ description: 'The name of the file.' }),
          }),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
        },
      },
    },
    async ({ query: { format = defaultFormat, name: names } }, reply) => {
      const { fileName, contentType, content } = await library.export({
        format,
        ...(names !== undefined && { names }),
      })
      return reply
        .header('content-disposition', `attachment; filename="${safeFileName(fileName)}"`)
        .header('cache-control', 'no-store')
        .type(contentType)
        .send(Readable.from(content))
    },
  )
}
