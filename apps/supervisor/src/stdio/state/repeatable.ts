import type { Request } from '../json-rpc.ts'

/**
 * The requests of both eras that change nothing, or that leave the same state however often they
 * are made. `tools/call` is decided by the tool (MCP 2026-07-28 server/*, 2025-11-25 server/*).
 */
const repeatableMethods: ReadonlySet<string> = new Set([
  'completion/complete',
  'initialize',
  'logging/setLevel',
  'ping',
  'prompts/get',
  'prompts/list',
  'resources/list',
  'resources/read',
  'resources/subscribe',
  'resources/templates/list',
  'resources/unsubscribe',
  'server/discover',
  'subscriptions/listen',
  'tools/list',
])

/** The tools that said of themselves, in an answer to `tools/list`, that they only read. */
export interface ReadOnlyTools {
  /** Takes in the result of a `tools/list`. */
  learn(result: Readonly<Record<string, unknown>>): void
  has(name: unknown): boolean
}

/** Nothing is known at first: a tool that was never listed is not called twice. */
export function createReadOnlyTools(): ReadOnlyTools {
  const names = new Set<unknown>()
  return {
    learn({ tools }) {
      if (!Array.isArray(tools)) return
      for (const tool of tools) {
        if (tool?.annotations?.readOnlyHint === true) names.add(tool.name)
        else names.delete(tool?.name)
      }
    },
    has: (name) => names.has(name),
  }
}

/** Whether a request whose answer got lost may be sent once more without doing anything twice. */
export function isRepeatable(request: Request, readOnlyTools: ReadOnlyTools): boolean {
  if (request.method === 'tools/call') return readOnlyTools.has(request.params['name'])
  return repeatableMethods.has(request.method)
}
