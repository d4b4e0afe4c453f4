import type { Message, Part } from './prompt.ts'

/** The parts of a message; a message of plain text has one. */
export function partsOf({ parts, text = '' }: Message): readonly Part[] {
  return parts ?? [{ text }]
}

/** All text of a message, its parts set apart by an empty line. */
export function textOf(message: Message): string {
  return partsOf(message)
    .flatMap(({ text }) => text ?? [])
    .join('\n\n')
}
