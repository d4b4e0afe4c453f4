import type { McpServerFactory, ServerContext, ServerOptions } from '@modelcontextprotocol/server'
import type { Call, PromptClient } from '@promptbin/prompt-client'
import type { Principal } from '@promptbin/security'
import { type Live, valueNow } from '@promptbin/service'
import type { TraceOperation } from '../tracing/operation-trace.ts'
import { createCompletionHandlers } from './completion/completion-handlers.ts'
import { createRecentValues } from './completion/recent-values.ts'
import type { Handlers } from './handler.ts'
import { ObservedServer } from './observed-server.ts'
import type { Asker, Connection, McpTransport, OperationReport } from './operation.ts'
import type { Profile } from './profiles/profile.ts'
import { createProfiledLibrary } from './profiles/profiled-library.ts'
import { createPromptHandlers } from './prompts/prompt-handlers.ts'
import { createResourceHandlers } from './resources/resource-handlers.ts'
import { createSkillHandlers, skillsCapability } from './skills/skill-handlers.ts'
import { createGetPrompt } from './tools/get-prompt.ts'
import { createRenderPrompt } from './tools/render-prompt.ts'
import { createSavePrompt } from './tools/save-prompt.ts'
import { createSearchPrompts } from './tools/search-prompts.ts'
import type { Tool } from './tools/tool.ts'
import { createToolHandlers } from './tools/tool-handlers.ts'

/** What another part of the program adds to what MCP clients can ask for. */
export interface ServerPlugin {
  readonly capabilities?: ServerOptions['capabilities']
  /** Handlers of a plugin come instead of ours of the same method, which it is given to go on with. */
  handlers(library: PromptClient, own: Handlers): Handlers
  /** Tools beside ours. */
  tools?(library: PromptClient): readonly Tool[]
}

export interface ServerFactoryOptions {
  readonly library: PromptClient
  readonly version: string
  /** Where prompt-web is, for people as for us; on this machine at its usual port unless told. */
  readonly webUrl?: string
  /** How long one MCP request may take. */
  readonly requestTimeoutMs: Live<number>
  readonly onOperation: (report: OperationReport) => void
  /** Runs each request under its ids. */
  readonly trace: TraceOperation
  readonly plugins?: readonly ServerPlugin[]
}

/** What the transports stand on. */
export interface ServerFactories {
  /**
   * Makes the servers of one way in that serves one profile. `principal` is whose a connection is
   * that was authenticated as a whole.
   */
  serverFactoryFor(
    transport: McpTransport,
    profile: Profile,
    principal?: Principal,
  ): McpServerFactory
  /** What answers each method for this profile, for a way in that does without the SDK's server. */
  handlersFor(profile: Profile): Handlers
  /** How the library is asked on behalf of a request. */
  callOf(asker: Asker, context: ServerContext): Call
}

/** The longest message on any transport: room for every value that prompt-web takes, and then some. */
export const maxMessageBytes = 4 * 1024 * 1024

/** What changes only with the program. */
const unchangingMs = 3_600_000

const cacheHints = {
  // The instructions are for this client; the templates are the same for everybody.
  'server/discover': { ttlMs: unchangingMs, cacheScope: 'private' },
  'resources/templates/list': { ttlMs: unchangingMs, cacheScope: 'public' },
} as const

const ownCapabilities = {
  prompts: {},
  resources: {},
  tools: {},
  completions: {},
  extensions: skillsCapability,
}

const usualWebUrl = 'http://127.0.0.1:5000'

/** A URL under which paths can be put. */
const asFolder = (url: string) => (url.endsWith('/') ? url : `${url}/`)

/**
 * The one place where MCP meets the library: the same handlers serve both eras of the protocol on
 * every transport. The SDK wants a new server for every connection, and over HTTP for every
 * request; all that costs is done here, once.
 */
export function createServerFactory(options: ServerFactoryOptions): ServerFactories {
  const { library, version, requestTimeoutMs, onOperation, trace, plugins = [] } = options
  const { webUrl = usualWebUrl } = options
  const about = { name: 'promptbin', title: 'PromptBin', version }
  const capabilities = Object.assign(
    {},
    ownCapabilities,
    ...plugins.map((plugin) => plugin.capabilities),
  )
  const serverOptions: ServerOptions = { capabilities, cacheHints }
  const recent = createRecentValues()
  const pageOf = (name: string) => new URL(`prompts/${name}`, asFolder(webUrl)).href
  const made = new WeakMap<Profile, Handlers>()

  function makeHandlers(profile: Profile): Handlers {
    const served = createProfiledLibrary(library, profile)
    const tools = [
      createSearchPrompts(served),
      createGetPrompt(served),
      createRenderPrompt(served, recent),
      createSavePrompt(served, pageOf),
      ...plugins.flatMap((plugin) => plugin.tools?.(library) ?? []),
    ]
    const own = {
      ...createPromptHandlers(served, recent),
      ...createCompletionHandlers(served, recent),
      ...createResourceHandlers({ library: served, webUrl }),
      ...createSkillHandlers(served),
      ...createToolHandlers(tools),
    }
    return Object.assign({}, own, ...plugins.map((plugin) => plugin.handlers(library, own)))
  }

  function handlersFor(profile: Profile): Handlers {
    const handlers = made.get(profile) ?? makeHandlers(profile)
    made.set(profile, handlers)
    return handlers
  }

  const callOf = ({ client, principal }: Asker, { mcpReq }: ServerContext): Call => ({
    client,
    ...(principal.kind !== 'local' && { principal: principal.id }),
    ...(principal.folders && { folders: principal.folders }),
    deadline: Date.now() + valueNow(requestTimeoutMs),
    signal: mcpReq.signal,
  })

  function serverFactoryFor(transport: McpTransport, profile: Profile, principal?: Principal) {
    const methods = Object.entries(handlersFor(profile))
    const connection: Connection = { profile, ...(principal && { principal }) }
    const observer = { transport, connection, onOperation, trace }
    return () => {
      const server = new ObservedServer(about, serverOptions, observer)
      for (const [method, { params, handle }] of methods) {
        server.setRequestHandler(method, { params }, (given, context) => {
          const asker = server.askerOf(context)
          return handle(given, { call: callOf(asker, context), asker, context })
        })
      }
      return server
    }
  }

  return { serverFactoryFor, handlersFor, callOf }
}
