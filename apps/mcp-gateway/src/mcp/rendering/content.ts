import type { ContentBlock } from '@modelcontextprotocol/server'
import type { Message, Part, Resource } from '@promptbin/prompts'
import { partsOf } from '@promptbin/prompts'
import { traitsOf } from '../clients/client-traits.ts'
import type { Asker } from '../operation.ts'

/** The first revision in which content can be a link to a resource. */
const linksSince = '2025-06-18'

/** Whether a client can be given a link as what it is; others refuse the whole answer for it. */
const takesLinks = ({ client, clientVersion, protocolVersion }: Asker) =>
  protocolVersion >= linksSince && !traitsOf(client, clientVersion).has('no-resource-links')

/** What a link is called: the end of its address. */
function nameOf(uri: string): string {
  const parts = uri
    .split(/[?#]/, 1)
    .join('')
    .split('/')
    .filter((part) => part !== '' && !part.endsWith(':'))
  return parts.at(-1) ?? uri
}

function resourceContent({ uri, mimeType, text }: Resource, asker: Asker): ContentBlock {
  const kind = mimeType ? { mimeType } : {}
  if (text !== undefined) return { type: 'resource', resource: { uri, text, ...kind } }
  return takesLinks(asker)
    ? { type: 'resource_link', uri, name: nameOf(uri), ...kind }
    : { type: 'text', text: uri }
}

function contentOf({ text = '', image, resource }: Part, asker: Asker): ContentBlock {
  if (image) return { type: 'image', ...image }
  return resource ? resourceContent(resource, asker) : { type: 'text', text }
}

/** The parts of a message as content of MCP, which knows one of them a message. */
export function contentsOf(message: Message, asker: Asker): readonly ContentBlock[] {
  return partsOf(message).map((part) => contentOf(part, asker))
}

/** What of some messages their text does not tell: pictures, embedded resources and links. */
export function attachmentsOf(messages: readonly Message[], asker: Asker): readonly ContentBlock[] {
  return messages
    .flatMap(partsOf)
    .filter(({ text }) => text === undefined)
    .map((part) => contentOf(part, asker))
}
