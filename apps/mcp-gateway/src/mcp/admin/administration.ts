import type { ListResourcesResult, ListToolsResult } from '@modelcontextprotocol/server'
import { hasScope, type Scope } from '@promptbin/security'
import { cacheFields, listTtlMs } from '../freshness.ts'
import type { Handler, Handlers, McpRequest } from '../handler.ts'
import type { Asker } from '../operation.ts'
import type { ServerPlugin } from '../server.ts'
import { createToolHandlers } from '../tools/tool-handlers.ts'
import { adminResources, contentsOf } from './admin-resources.ts'
import { createOperationTool, type Perform } from './operation-tool.ts'
import type { SupervisorClient } from './supervisor/supervisor-client.ts'

export interface AdministrationOptions {
  readonly supervisor: SupervisorClient
  /** `mcp.admin_tools`: whether clients of this machine that need no token are administrators. */
  readonly isOpenToLocal: boolean
}

/** Administration over MCP. For whoever is no administrator nothing of it is there. */
export interface Administration {
  /** Adds it to what the servers answer. */
  readonly plugin: ServerPlugin
  /** Whether a tool of this name is one of administrators; false before the first of them came. */
  isOperation(name: string): boolean
  /** Opens it to clients of this machine that need no token, or closes it to them. */
  setOpenToLocal(isOpen: boolean): void
  /** Tells when tools and resources come or go for some; until the returned function is called. */
  onChange(listener: () => void): () => void
  /** From now on this process is to go: whoever waits for the supervisor is answered soon. */
  leave(): void
  close(): Promise<void>
}

/** Everything that is made of the registry; made when the first administrator comes. */
interface Administered {
  readonly names: ReadonlySet<string>
  readonly handlers: Handlers
  readonly read: (name: string, request: McpRequest) => Promise<object>
}

/** Reads the registry, which most gateways never need in memory. */
async function administer(perform: Perform): Promise<Administered> {
  const { operations } = await import('@promptbin/operations')
  const all = Object.values(operations)
  return {
    names: new Set(all.map(({ name }) => name)),
    handlers: createToolHandlers(all.map((operation) => createOperationTool(operation, perform))),
    read: (name, request) => perform(operations[name as keyof typeof operations], {}, request),
  }
}

/** What an administrator may do who needs no token: everything. */
const localScopes: readonly Scope[] = ['prompts:read', 'prompts:write', 'admin']

/** The handler of a method that the gateway has in any case. */
function ownOf(own: Handlers, method: string): Handler {
  const handler = own[method]
  if (!handler) throw new TypeError(`No handler of ${method}.`)
  return handler
}

type Admits = (asker: Asker) => boolean
type Load = () => Promise<Administered>

function withTools(own: Handlers, admits: Admits, load: Load): Handlers {
  const [list, call] = [ownOf(own, 'tools/list'), ownOf(own, 'tools/call')]
  return {
    'tools/list': {
      ...list,
      handle: async (params, request) => {
        const listed = await list.handle(params, request)
        if (!admits(request.asker)) return listed
        const { handlers } = await load()
        const others = await ownOf(handlers, 'tools/list').handle(params, request)
        const tools = [listed, others].flatMap((one) => (one as ListToolsResult).tools)
        return { ...listed, tools, ...cacheFields(request.asker, {}, listTtlMs) }
      },
    },
    'tools/call': {
      ...call,
      handle: async (params, request) => {
        if (!admits(request.asker)) return call.handle(params, request)
        const { names, handlers } = await load()
        const isOurs = names.has((params as { readonly name: string }).name)
        return (isOurs ? ownOf(handlers, 'tools/call') : call).handle(params, request)
      },
    },
  }
}

function withResources(own: Handlers, admits: Admits, load: Load): Handlers {
  const [list, read] = [ownOf(own, 'resources/list'), ownOf(own, 'resources/read')]
  return {
    'resources/list': {
      ...list,
      handle: async (params, request) => {
        const listed = await list.handle(params, request)
        const isFirst = (params as { readonly cursor?: string }).cursor === undefined
        if (!isFirst || !admits(request.asker)) return listed
        const { resources } = listed as ListResourcesResult
        return { ...listed, resources: [...resources, ...adminResources.map((one) => one.listed)] }
      },
    },
    'resources/read': {
      ...read,
      handle: async (params, request) => {
        const { uri } = params as { readonly uri: string }
        const resource = adminResources.find(({ listed }) => listed.uri === uri)
        if (!resource || !admits(request.asker)) return read.handle(params, request)
        const answer = await (await load()).read(resource.operation, request)
        return { ...contentsOf(uri, answer), ...cacheFields(request.asker, {}, 0) }
      },
    },
  }
}

/**
 * Makes administration of the supervisor's registry of operations. Who has the scope `admin`
 * administers; where no token is needed, only if that is opened. A profile serves a part of the
 * library, and so has nothing of it.
 */
export function createAdministration(options: AdministrationOptions): Administration {
  const { supervisor } = options
  const listeners = new Set<() => void>()
  let { isOpenToLocal } = options
  let administered: Promise<Administered> | undefined
  let names: ReadonlySet<string> = new Set()

  const admits: Admits = ({ principal, profile }) => {
    if (profile.name !== null) return false
    return principal.kind === 'local' ? isOpenToLocal : hasScope(principal, 'admin')
  }

  const perform: Perform = async (operation, input, { asker, call, context }) => {
    const { kind, scopes } = asker.principal
    const answer = await supervisor.perform(operation, input, {
      asker,
      scopes: kind === 'local' ? localScopes : [...scopes],
      deadline: call.deadline ?? Number.POSITIVE_INFINITY,
      signal: context.mcpReq.signal,
    })
    return answer as Readonly<Record<string, unknown>>
  }

  const load: Load = () => {
    administered ??= administer(perform).then((made) => {
      names = made.names
      return made
    })
    return administered
  }

  return {
    plugin: {
      handlers: (_library, own) => ({
        ...own,
        ...withTools(own, admits, load),
        ...withResources(own, admits, load),
      }),
    },
    isOperation: (name) => names.has(name),
    setOpenToLocal: (isOpen) => {
      if (isOpen === isOpenToLocal) return
      isOpenToLocal = isOpen
      for (const listener of listeners) listener()
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    leave: () => supervisor.leave(),
    close: () => supervisor.close(),
  }
}
