import { type Message, partsOf } from '../prompt/message.ts'
import type { LintPlace } from './finding.ts'

/** How many UTF-16 units of a prompt are looked over; only an import can bring more. */
const maxLength = 1024 * 1024

/** A text of a message that a model gets to read. */
export interface LintText {
  readonly text: string
  readonly message: number
  readonly part: number
  /** In what a resource embeds, variables and includes have no meaning. */
  readonly hasPlaces: boolean
}

/** The texts of all messages in order, cut off where they are too long together. */
export function lintTexts(messages: readonly Message[]): readonly LintText[] {
  const texts = messages.flatMap((message, index) =>
    partsOf(message).flatMap(({ text, resource }, part): LintText[] => {
      const found = text ?? resource?.text
      return found === undefined
        ? []
        : [{ text: found, message: index, part, hasPlaces: text !== undefined }]
    }),
  )
  let room = maxLength
  return texts.map((each) => {
    const text = each.text.slice(0, room)
    room -= text.length
    return { ...each, text }
  })
}

/** Where in its message a stretch of the text is. */
export function placeIn({ message, part }: LintText, from: number, length: number): LintPlace {
  return { message, part, from, to: from + length }
}
