import type {
  ListResourcesResult,
  ListResourceTemplatesResult,
  ReadResourceResult,
} from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import {
  type Message,
  type PromptSummary,
  partsOf,
  type Selector,
  textOf,
} from '@promptbin/prompts'
import { Type } from 'typebox'
import { resourceUnknown, resourceVersionInvalid } from '../../errors.ts'
import { createHandler, type Handlers } from '../handler.ts'

const pageSize = 100

/** A prompt's text is shown as it is; whether it is Markdown is for its author to know. */
const mimeType = 'text/plain'

const PageParams = Type.Object({ cursor: Type.Optional(Type.String()) })

const ReadParams = Type.Object({ uri: Type.String() })

const promptTemplate = {
  uriTemplate: 'promptbin://prompts/{name}{?version,label}',
  name: 'prompt',
  title: 'Prompt',
  description:
    'The text of a prompt as it was written, with its variables unfilled; of its default version unless a version or a label is named.',
  mimeType,
}

const toResource = ({ name, title, description, updatedAt }: PromptSummary) => ({
  uri: `promptbin://prompts/${name}`,
  name,
  title,
  description: description || title,
  mimeType,
  annotations: { lastModified: updatedAt },
})

/** Which prompt a URI means; throws `PB_MCP_RESOURCE_UNKNOWN` if it means none of ours. */
export function readPromptUri(uri: string): { readonly name: string; readonly selector: Selector } {
  const url = URL.parse(uri)
  const name = /^\/([a-z0-9-]+)$/.exec(url?.pathname ?? '')?.[1]
  if (url?.protocol !== 'promptbin:' || url.host !== 'prompts' || name === undefined) {
    throw resourceUnknown(uri.slice(0, 200))
  }
  const version = url.searchParams.get('version')
  const label = url.searchParams.get('label')
  if (version !== null && !/^[1-9]\d{0,8}$/.test(version)) {
    throw resourceVersionInvalid(version.slice(0, 20))
  }
  return {
    name,
    selector: { ...(version && { version: Number(version) }), ...(label && { label }) },
  }
}

/** The pictures of a prompt, after its text: one content of a resource is one kind of data. */
function picturesOf(uri: string, messages: readonly Message[]): ReadResourceResult['contents'] {
  const images = messages.flatMap((message) => partsOf(message).flatMap(({ image }) => image ?? []))
  return images.map(({ mimeType, data }, index) => ({
    uri: `${uri}#picture-${index + 1}`,
    mimeType,
    blob: data,
  }))
}

/** `resources/list`, `resources/templates/list` and `resources/read` over the library. */
export function createResourceHandlers(library: PromptClient): Handlers {
  return {
    'resources/list': createHandler(
      PageParams,
      async ({ cursor }, { call }): Promise<ListResourcesResult> => {
        const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) }
        const { items, nextCursor } = (await library.list(query, call)).value
        return { resources: items.map(toResource), ...(nextCursor !== null && { nextCursor }) }
      },
    ),
    'resources/templates/list': createHandler(
      PageParams,
      async (): Promise<ListResourceTemplatesResult> => ({ resourceTemplates: [promptTemplate] }),
    ),
    'resources/read': createHandler(
      ReadParams,
      async ({ uri }, { call }): Promise<ReadResourceResult> => {
        const { name, selector } = readPromptUri(uri)
        const { version } = (await library.get(name, selector, call)).value
        const text = version.messages.map(textOf).join('\n\n')
        const _meta = {
          'promptbin/name': name,
          'promptbin/version': version.n,
          'promptbin/sha256': version.sha256,
        }
        return { contents: [{ uri, mimeType, text, _meta }, ...picturesOf(uri, version.messages)] }
      },
    ),
  }
}
