import type {
  GetPromptResult,
  ListPromptsResult,
  Prompt,
  PromptMessage,
} from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import type { Message, PromptSummary } from '@promptbin/prompts'
import { Type } from 'typebox'
import { createHandler, type Handlers } from '../handler.ts'
import { contentsOf } from '../rendering/content.ts'
import { type Rendered, renderPrompt } from '../rendering/render.ts'
import { argumentOf } from './argument.ts'

/**
 * As many to a page as prompt-web gives at once: some clients read only the first page, and the
 * SDK's stop after 64.
 */
const pageSize = 100

const ListParams = Type.Object({ cursor: Type.Optional(Type.String()) })

const GetParams = Type.Object({
  name: Type.String(),
  arguments: Type.Optional(Type.Record(Type.String(), Type.String())),
})

/** A prompt as `prompts/list` shows it; every one has a description, which some clients demand. */
export function toMcpPrompt({ name, title, description, variables }: PromptSummary): Prompt {
  return {
    name,
    title,
    description: description || title,
    ...(variables.length > 0 && { arguments: variables.map(argumentOf) }),
  }
}

/** MCP knows no system role in a prompt, so what the system says is said by the user. */
const roleOf = ({ role }: Message) => (role === 'assistant' ? 'assistant' : 'user')

function toResult({ rendering, note, meta }: Rendered): GetPromptResult {
  const messages: PromptMessage[] = rendering.messages.flatMap((message) =>
    contentsOf(message).map((content) => ({ role: roleOf(message), content })),
  )
  if (note) messages.push({ role: 'user', content: { type: 'text', text: note } })
  return { messages, _meta: meta }
}

/** `prompts/list` and `prompts/get` over the library. */
export function createPromptHandlers(library: PromptClient): Handlers {
  return {
    'prompts/list': createHandler(
      ListParams,
      async ({ cursor }, { call }): Promise<ListPromptsResult> => {
        const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) }
        const { items, nextCursor } = (await library.list(query, call)).value
        return { prompts: items.map(toMcpPrompt), ...(nextCursor !== null && { nextCursor }) }
      },
    ),
    'prompts/get': createHandler(GetParams, async ({ name, arguments: values }, { call }) =>
      toResult(await renderPrompt(library, name, { arguments: values ?? {} }, call)),
    ),
  }
}
