import { PromptBinError } from '@promptbin/errors'
import type { FastifyRequest } from 'fastify'
import { importTooLarge, uploadEmpty, uploadInvalid } from '../../errors.ts'

/** As much as REST takes at once; all files of a form together. */
const limitMiB = 16
const limitBytes = limitMiB * 1024 * 1024

/** What surrounds the files in a form: their names, and the other fields. */
const overheadBytes = 256 * 1024

/** Of a form that uploads files. */
export const uploadLimits = {
  fileSize: limitBytes,
  files: 100,
  fields: 10,
  fieldSize: 1_000,
  headerPairs: 100,
}

/** One file as it was chosen. */
export interface UploadedFile {
  readonly fileName: string
  readonly content: Buffer
}

/** A form with files (RFC 7578). */
export interface Upload {
  readonly fields: ReadonlyMap<string, string>
  readonly files: readonly UploadedFile[]
}

/**
 * Takes in a form with files, 16 MiB at most, so that a slow import never keeps a browser from
 * sending. Throws `PB_BODY_TOO_LARGE`, and `PB_UPLOAD_EMPTY` if no file was chosen.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limitBytes + overheadBytes) throw importTooLarge(limitMiB)
  try {
    const upload = await takeIn(request)
    if (upload.files.length === 0) throw uploadEmpty()
    return upload
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    const isMany = Object(cause).code === 'FST_FILES_LIMIT'
    const why = isMany ? `there are more than ${uploadLimits.files}` : 'the form is not whole'
    throw uploadInvalid.with({ cause }, why)
  }
}

async function takeIn(request: FastifyRequest): Promise<Upload> {
  const fields = new Map<string, string>()
  const files: UploadedFile[] = []
  let bytes = 0
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value))
      continue
    }
    const content = await part.toBuffer().catch((cause) => {
      throw part.file.truncated ? importTooLarge(limitMiB) : cause
    })
    bytes += content.byteLength
    if (bytes > limitBytes) throw importTooLarge(limitMiB)
    // A field in which nothing was chosen arrives as a file without a name.
    if (part.filename) files.push({ fileName: part.filename, content })
  }
  return { fields, files }
}
