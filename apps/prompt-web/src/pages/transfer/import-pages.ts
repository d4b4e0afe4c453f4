import { AsyncLocalStorage } from 'node:async_hooks'
import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type ImportFormat, importFormats } from '@promptbin/prompt-formats'
import type { Library } from '../../library/library.ts'
import { importPage } from '../../views/transfer/import-page.ts'
import { type FileReport, fileReport } from '../../views/transfer/import-report.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { followImport, type ImportStep } from './import-report.ts'
import { readUpload, type Upload, type UploadedFile, uploadLimits } from './read-upload.ts'

/** How the page's script asks, and is answered step by step. */
const steps = 'application/x-ndjson'

/** Kept with what an import makes. */
const author = { ...browserAuthor, client: 'import' }

/** How much of a file is handed on at a time, so that it is told how far it is. */
const pieceBytes = 64 * 1024

async function* piecesOf(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.byteLength; at += pieceBytes) {
    yield content.subarray(at, at + pieceBytes)
  }
}

/** The format that was chosen; by default it is found out. */
function formatOf({ fields }: Upload): { readonly format?: ImportFormat } {
  const format = importFormats.find((known) => known === fields.get('format'))
  return format === undefined ? {} : { format }
}

/** One file after the other, step by step. */
async function* importFiles(library: Library, upload: Upload): AsyncGenerator<ImportStep> {
  const dryRun = upload.fields.get('dryRun') === 'true'
  const run = ({ fileName, content }: UploadedFile) =>
    library.import({ ...formatOf(upload), fileName, dryRun, content: piecesOf(content) }, author)
  for (const file of upload.files) {
    yield* followImport(run(file), { fileName: file.fileName, dryRun })
  }
}

/** The end of a file, for the page's script. */
const reportLine = (report: FileReport) => ({
  type: 'report',
  html: String(fileReport(report)),
  counts: report.counts,
  isStopped: report.stopped !== undefined,
})

/** A step a line; every step runs in the request's context, whoever pulls it. */
async function* lines(files: AsyncGenerator<ImportStep>) {
  const inContext = AsyncLocalStorage.snapshot()
  const next = () => inContext(() => files.next())
  try {
    for (let step = await next(); !step.done; step = await next()) {
      const { value } = step
      const told = value.type === 'report' ? reportLine(value.report) : value
      yield `${JSON.stringify(told)}\n`
    }
  } finally {
    await inContext(() => files.return(undefined))
  }
}

/** Import: what can be read, and what came of what was read. */
export const importPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  await app.register(multipart, { limits: uploadLimits })

  app.get('/import', (_request, reply) => sendHtml(reply, importPage(site, {})))

  app.post('/import', async (request, reply) => {
    if (!request.isMultipart()) return sendHtml(reply, importPage(site, {}), 415)
    const upload = await readUpload(request)
    const files = importFiles(library, upload)
    if (request.headers.accept === steps) {
      return reply.type(steps).send(Readable.from(lines(files)))
    }
    const reports: FileReport[] = []
    for await (const step of files) if (step.type === 'report') reports.push(step.report)
    return sendHtml(reply, importPage(site, { reports }))
  })
}
