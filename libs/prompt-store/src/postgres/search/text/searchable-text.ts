import { type Message, partsOf } from '@promptbin/prompts'

/** As much of a text is searched, in characters; longer ones would take long to show an excerpt of. */
const maxLength = 262_144

/** What of the messages of a version can be searched: the text of each of their parts, in lines. */
export function searchableText(messages: readonly Message[]): string {
  const text = messages
    .flatMap(partsOf)
    .flatMap(({ text, resource }) => text ?? resource?.text ?? [])
    .join('\n')
  return text.length <= maxLength ? text : [...text].slice(0, maxLength).join('')
}
