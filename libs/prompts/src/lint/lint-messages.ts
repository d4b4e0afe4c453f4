import { type Message, partsOf } from '../prompt/message.ts'
import type { Lint } from './finding.ts'

/** Messages that say nothing. */
export function lintMessages(messages: readonly Message[]): Lint[] {
  return messages.flatMap((message, index): Lint[] => {
    const isEmpty = partsOf(message).every(({ text }) => text !== undefined && text.trim() === '')
    if (!isEmpty) return []
    return [
      {
        code: 'empty-message',
        severity: 'warning',
        message: 'This message is empty.',
        hint: 'Write something, or remove the message.',
        at: { message: index, part: 0, from: 0, to: 0 },
      },
    ]
  })
}
