import type { ContentBlock } from '@modelcontextprotocol/server'
import type { Message, Part, Resource } from '@promptbin/prompts'
import { partsOf } from '@promptbin/prompts'

/** A link is told as text: a client of before 2025-06-18 refuses an answer that holds one. */
function resourceContent({ uri, mimeType, text }: Resource): ContentBlock {
  if (text === undefined) return { type: 'text', text: uri }
  return { type: 'resource', resource: { uri, text, ...(mimeType && { mimeType }) } }
}

function contentOf({ text = '', image, resource }: Part): ContentBlock {
  if (image) return { type: 'image', ...image }
  return resource ? resourceContent(resource) : { type: 'text', text }
}

/** The parts of a message as content of MCP, which knows one of them a message. */
export function contentsOf(message: Message): readonly ContentBlock[] {
  return partsOf(message).map(contentOf)
}

/** What of some messages their text does not tell: pictures, embedded resources and links. */
export function attachmentsOf(messages: readonly Message[]): readonly ContentBlock[] {
  return messages
    .flatMap(partsOf)
    .filter(({ text }) => text === undefined)
    .map(contentOf)
}
