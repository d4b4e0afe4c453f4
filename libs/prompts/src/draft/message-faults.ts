import type { FieldError } from '@promptbin/errors'
import { type Message, type Part, partsOf } from '../prompt/message.ts'
import { imageFaults } from './image-faults.ts'

/** How many characters all messages of a prompt have together, pictures in base64 among them. */
const maxTotalLength = 4 * 1024 * 1024

const kinds = ['text', 'image', 'resource'] as const

/** What is wrong with a part that is of the right shape. */
export function partFaults(part: Part, pointer: string): FieldError[] {
  const found = kinds.filter((kind) => part[kind] !== undefined)
  if (found.length === 0) {
    return [{ pointer, message: 'must have text, an image or a resource' }]
  }
  if (found.length > 1) {
    return [{ pointer, message: `must have only one of ${found.join(' and ')}` }]
  }
  return part.image === undefined ? [] : imageFaults(part.image, `${pointer}/image`)
}

/** What is wrong with a message that is of the right shape. */
export function messageFaults({ text, parts }: Message, pointer: string): FieldError[] {
  if (text !== undefined && parts !== undefined) {
    return [{ pointer: `${pointer}/parts`, message: 'must not stand beside text' }]
  }
  if (text === undefined && parts === undefined) {
    return [{ pointer: `${pointer}/text`, message: 'is missing: a message has text or parts' }]
  }
  return []
}

/** Says so if the messages are too long together. */
export function totalFaults(messages: readonly Message[], pointer: string): FieldError[] {
  const lengths = messages
    .flatMap(partsOf)
    .map(({ text, image, resource }) => (text ?? image?.data ?? resource?.text ?? '').length)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  if (total <= maxTotalLength) return []
  return [{ pointer, message: `must not have more than ${maxTotalLength} characters in all` }]
}
