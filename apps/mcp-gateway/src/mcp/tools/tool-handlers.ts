import type { ListToolsResult } from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import { Type } from 'typebox'
import { toolUnknown } from '../../errors.ts'
import { createHandler, type Handlers } from '../handler.ts'
import { renderPromptTool } from './render-prompt.ts'
import { searchPrompts } from './search-prompts.ts'
import { createTool, type Tool } from './tool.ts'

const ListParams = Type.Object({})

const CallParams = Type.Object({
  name: Type.String(),
  arguments: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

/** `tools/list` and `tools/call` over the library; the order of the tools never changes. `more` come after ours. */
export function createToolHandlers(library: PromptClient, more: readonly Tool[]): Handlers {
  const tools: readonly Tool[] = [
    createTool(searchPrompts, library),
    createTool(renderPromptTool, library),
    ...more,
  ]
  const byName = new Map(tools.map((tool) => [tool.listed.name, tool]))
  const listed = tools.map((tool) => tool.listed)

  return {
    'tools/list': createHandler(
      ListParams,
      async (): Promise<ListToolsResult> => ({ tools: listed }),
    ),
    'tools/call': createHandler(CallParams, async ({ name, arguments: input }, request) => {
      const tool = byName.get(name)
      if (!tool) throw toolUnknown(name.slice(0, 100), [...byName.keys()].join(', '))
      return tool.call(input ?? {}, request)
    }),
  }
}
