import type { ListToolsResult } from '@modelcontextprotocol/server'
import { Type } from 'typebox'
import { toolUnknown } from '../../errors.ts'
import { traitsOf } from '../clients/client-traits.ts'
import { createHandler, type Handlers } from '../handler.ts'
import type { Asker } from '../operation.ts'
import { type Tool, takesStructured } from './tool.ts'

const ListParams = Type.Object({})

const CallParams = Type.Object({
  name: Type.String(),
  arguments: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

/** Who may write does not change while a token lives, and the tools not while the program runs. */
const ttlMs = 3_600_000

/** The tools as an asker sees them, in the order in which they always are. */
function listedFor(asker: Asker, tools: readonly Tool[]): ListToolsResult['tools'] {
  const { has } = traitsOf(asker.client, asker.clientVersion)
  return tools
    .filter(({ refusal }) => refusal?.(asker) === undefined)
    .map(({ listed: { outputSchema, ...listed }, withoutPrompts }) => ({
      ...listed,
      ...(withoutPrompts !== undefined &&
        has('no-prompts') && { description: `${listed.description} ${withoutPrompts}` }),
      ...(outputSchema && takesStructured(asker) && { outputSchema }),
    }))
}

/** `tools/list` and `tools/call` for these tools. */
export function createToolHandlers(tools: readonly Tool[]): Handlers {
  const byName = new Map(tools.map((tool) => [tool.listed.name, tool]))

  return {
    'tools/list': createHandler(
      ListParams,
      async (_params, { asker }): Promise<ListToolsResult> => ({
        tools: listedFor(asker, tools),
        ...(asker.era === 'modern' && { ttlMs, cacheScope: 'private' }),
      }),
    ),
    'tools/call': createHandler(CallParams, async ({ name, arguments: input }, request) => {
      const tool = byName.get(name)
      if (!tool) throw toolUnknown(name.slice(0, 100), [...byName.keys()].join(', '))
      return tool.call(input ?? {}, request)
    }),
  }
}
