import { AsyncLocalStorage } from 'node:async_hooks'
import { Readable } from 'node:stream'
import { importFormats } from '@promptbin/prompt-formats'
import type { ImportEvent } from '@promptbin/prompts'
import { Type } from 'typebox'
import { importTypeUnknown } from '../../errors.ts'
import { CallerHeaders, callerOf } from '../caller.ts'
import { content, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { takeIn } from './import-content.ts'

/** What a browser or a program may call a file; what it really is, its content and its name tell. */
const contentTypes = [
  'application/json',
  'application/jsonl',
  'application/octet-stream',
  'application/x-ndjson',
  'application/zip',
  'text/csv',
  'text/markdown',
  'text/plain',
  'text/yaml',
]

const ImportQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Enum([...importFormats], {
        description: `one of ${importFormats.join(', ')}; found out from the content unless told`,
      }),
    ),
    fileName: Type.Optional(
      Type.String({
        description: 'the name of the file, without control characters',
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        maxLength: 255,
      }),
    ),
    dryRun: Type.Optional(
      Type.Boolean({ description: 'tell what would happen and change nothing' }),
    ),
  },
  closed,
)

const file = { schema: {} }

/** One event a line (NDJSON); every step runs in the request's context, whoever pulls it. */
function eventLines(first: IteratorResult<ImportEvent>, events: AsyncIterator<ImportEvent>) {
  const inContext = AsyncLocalStorage.snapshot()
  async function* lines() {
    try {
      for (let step = first; !step.done; step = await inContext(() => events.next())) {
        yield `${JSON.stringify(step.value)}\n`
      }
    } finally {
      await inContext(async () => events.return?.())
    }
  }
  return lines()
}

/**
 * Import: worked on as it arrives, answered item by item, no faster than the client reads. A client
 * that goes away stops it between two items.
 */
export const importing: RouteGroup = async (app, { library }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(contentTypes, (_request, body, done) => done(null, body))
  app.addContentTypeParser('*', (_request, _body, done) => done(importTypeUnknown()))

  app.post(
    '/api/v1/import',
    {
      schema: {
        operationId: 'importPrompts',
        summary: 'Import prompts from a file, or from a zip of files',
        description:
          'At most 16 MiB. It never overwrites what somebody did here, and the same content twice changes nothing.',
        tags: ['transfer'],
        querystring: ImportQuery,
        headers: CallerHeaders,
        body: { content: Object.fromEntries(contentTypes.map((type) => [type, file])) },
        response: {
          200: content(
            'application/x-ndjson',
            'An event a line; the last one is a result, or an error if it had to stop.',
            component('ImportEvent'),
          ),
          ...problem(413, 'PB_BODY_TOO_LARGE'),
          ...problem(415, 'PB_IMPORT_TYPE_UNKNOWN'),
        },
      },
    },
    async ({ headers, query, raw }, reply) => {
      const events = library
        .import({ ...query, content: takeIn(raw) }, callerOf(headers, 'import'))
        [Symbol.asyncIterator]()
      // Until the first item has worked the answer can still be a plain error.
      const first = await events.next()
      return reply.type('application/x-ndjson').send(Readable.from(eventLines(first, events)))
    },
  )
}
