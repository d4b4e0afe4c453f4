import { type Message, partsOf } from '../prompt/message.ts'
import { visitPlaces } from '../text/place.ts'
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
  /** The places for values, of each name the first ones. */
  readonly names: readonly NamedPlace[]
}

/** A place for a value, and where it begins. */
export interface NamedPlace {
  readonly name: string
  readonly written: string
  readonly from: number
}

/** Nobody reads more findings of one name, and a text can have a hundred thousand places. */
const maxPlacesOfName = 20

function namesIn(text: string): readonly NamedPlace[] {
  const names: NamedPlace[] = []
  const counts = new Map<string, number>()
  visitPlaces(text, (written, name, _include, from) => {
    const count = name === undefined ? maxPlacesOfName : (counts.get(name) ?? 0)
    if (name === undefined || count === maxPlacesOfName) return
    counts.set(name, count + 1)
    names.push({ name, written, from })
  })
  return names
}

/** The texts of all messages in order, cut off where they are too long together. */
export function* lintTexts(messages: readonly Message[]): Generator<LintText> {
  let room = maxLength
  for (const [index, message] of messages.entries()) {
    for (const [part, { text: own, resource }] of partsOf(message).entries()) {
      const whole = own ?? resource?.text
      if (whole === undefined) continue
      const text = whole.slice(0, room)
      room -= text.length
      const hasPlaces = own !== undefined
      yield { text, message: index, part, hasPlaces, names: hasPlaces ? namesIn(text) : [] }
    }
  }
}

/** Where in its message a stretch of the text is. */
export function placeIn(
  { message, part }: Pick<LintText, 'message' | 'part'>,
  from: number,
  length: number,
): LintPlace {
  return { message, part, from, to: from + length }
}
