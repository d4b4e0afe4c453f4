import type { Format } from './format.ts'
import { either, textOf } from './json-schema.ts'
import { pathFormat } from './path.ts'

/** A bucket, as S3 names it, and a prefix of keys in it. */
const BUCKET = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w!.*'()-]+)*\/?$/

const folder = pathFormat('the path of a folder')

const isBucket = (value: unknown) => typeof value === 'string' && /^s3:/i.test(value)

/** Where copies of backups are kept: a folder, `s3://bucket/prefix`, or nowhere. */
export const backupPlace: Format<string> = {
  coerce: (written, base) => {
    const text = typeof written === 'string' ? written.trim() : written
    if (text === '') return ''
    return isBucket(text) ? String(text).replace(/\/+$/, '') : folder.coerce(text, base)
  },
  expected: (value, limits) => {
    if (value === '') return undefined
    const isRight = isBucket(value)
      ? BUCKET.test(String(value))
      : folder.expected(value, limits) === undefined
    return isRight ? undefined : 'the path of a folder, or a bucket such as s3://backups/promptbin'
  },
  toText: String,
  schema: (limits) => either(textOf(''), folder.schema(limits)),
}
