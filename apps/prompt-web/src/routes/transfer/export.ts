import { type ExportFormat, exportFormats } from '@promptbin/prompt-formats'
import { Type } from 'typebox'
import { content, problem } from '../document/answers.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { sendExport } from './send-export.ts'

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
      const chosen = names === undefined ? {} : { names }
      return sendExport(reply, await library.export({ format, ...chosen }))
    },
  )
}
