import { Buffer } from 'node:buffer'
import type { FieldError } from '@promptbin/errors'
import type { Image } from '../prompt/message.ts'

/** How the bytes of each kind of picture begin, in hex; a dot stands for any digit. */
const beginnings: Readonly<Record<Image['mimeType'], RegExp>> = {
  'image/png': /^89504e470d0a1a0a/,
  'image/jpeg': /^ffd8ff/,
  'image/gif': /^474946383[79]61/,
  'image/webp': /^52494646.{8}57454250/,
}

/** As much base64 as holds the longest beginning. */
const beginningLength = 24

/** What is wrong with a picture: bytes that cannot be read, or that are of another kind. */
export function imageFaults({ mimeType, data }: Image, pointer: string): FieldError[] {
  const at = `${pointer}/data`
  if (data.length % 4 !== 0) {
    return [{ pointer: at, message: 'must be whole base64: its length is no multiple of four' }]
  }
  const beginning = Buffer.from(data.slice(0, beginningLength), 'base64').toString('hex')
  if (beginnings[mimeType].test(beginning)) return []
  return [{ pointer: at, message: `must be a picture of the type ${mimeType}; its bytes are not` }]
}
