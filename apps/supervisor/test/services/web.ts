import { createInterface } from 'node:readline'
import { PassThrough, Readable } from 'node:stream'
import { runTinyService } from './tiny-service.ts'

type Outcome = 'created' | 'failed'

/** As much as is taken at a time, as by the real one. */
const maxBytes = 16 * 2 ** 20

/**
 * Answers a table of one title a line, in which the title `broken` fails and `end` ends it all. The
 * first and the last line of an export are no titles.
 */
async function* importEvents(table: Readable) {
  const counts: Record<Outcome, number> = { created: 0, failed: 0 }
  const result = () => ({ created: counts.created, updated: 0, skipped: 0, failed: counts.failed })
  let line = 0
  let bytes = 0
  for await (const title of createInterface({ input: table })) {
    line += 1
    bytes += title.length + 1
    if (title.startsWith('{')) continue
    if (title === 'end' || bytes > maxBytes) {
      yield { type: 'error', code: 'PB_TEST_FULL', detail: 'Full.', hint: 'Empty.', ...result() }
      return
    }
    if (title === 'drop') return
    const outcome = title === 'broken' ? 'failed' : 'created'
    counts[outcome] += 1
    yield outcome === 'failed'
      ? { type: 'row', line, outcome, code: 'PB_TEST_BROKEN', detail: 'Broken.' }
      : {
          type: 'row',
          line,
          outcome,
          name: title.slice(0, 100),
          notes: title === 'odd' ? ['Is odd.'] : [],
        }
  }
  yield { type: 'result', ...result() }
}

await runTinyService('prompt-web', (app) => {
  // A request that is under way until the process is to end.
  app.get('/until-the-end', (_request, reply) => {
    const text = new PassThrough()
    text.write('begun, ')
    app.onDrain(() => void text.end('done'))
    return reply.send(text)
  })
  app.get('/api/v1/stats', () => ({ prompts: 2, versions: 2, generation: 2 }))
  app.addContentTypeParser(['text/csv', 'application/x-ndjson'], (_request, body, done) =>
    done(null, body),
  )
  app.post('/api/v1/import', async ({ body }, reply) => {
    const lines = Readable.from(importEvents(body as Readable)).map(
      (event) => `${JSON.stringify(event)}\n`,
    )
    return reply.type('application/x-ndjson').send(lines)
  })
})
