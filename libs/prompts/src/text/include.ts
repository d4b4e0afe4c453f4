import { type Message, partsOf } from '../prompt/message.ts'
import { visitPlaces } from './place.ts'

/** How deep prompts include each other: with 1 an included prompt would include none. */
export const maxIncludeDepth = 8

/** How many prompts one prompt includes, all levels together. */
export const maxIncluded = 100

/** All references that the messages include, as they are written, in order, each once. */
export function includesOf(messages: readonly Message[]): readonly string[] {
  const references = new Set<string>()
  for (const { text = '' } of messages.flatMap(partsOf)) {
    visitPlaces(text, (_written, _name, include) => {
      if (include !== undefined) references.add(include)
    })
  }
  return [...references]
}
