import type { McpServerFactory, ServerContext } from '@modelcontextprotocol/server'
import type { Call, PromptClient } from '@promptbin/prompt-client'
import type { Handlers } from './handler.ts'
import { ObservedServer } from './observed-server.ts'
import { askerOf, type McpTransport, type OperationReport } from './operation.ts'
import { createPromptHandlers } from './prompts.ts'
import { createResourceHandlers } from './resources.ts'
import { createToolHandlers } from './tools/tools.ts'

export interface ServerFactoryOptions {
  readonly library: PromptClient
  readonly version: string
  /** How long one MCP request may take. */
  readonly requestTimeoutMs: number
  readonly onOperation: (report: OperationReport) => void
}

/** Makes the servers for one transport. */
export type ServerFactoryFor = (transport: McpTransport) => McpServerFactory

/** The longest message on any transport: room for every value that prompt-web takes, and then some. */
export const maxMessageBytes = 4 * 1024 * 1024

/** What a model is told about PromptBin before it uses it. */
const instructions =
  'PromptBin is the library of prompts that the person keeps: find one with search_prompts and get its text with render_prompt, or use it as an MCP prompt or as the resource promptbin://prompts/{name}. When values are missing, ask the person for them instead of making them up.'

/** The tools, templates and abilities change only with the program, so everybody may keep them. */
const unchanging = { ttlMs: 3_600_000, cacheScope: 'public' } as const

const serverOptions = {
  capabilities: { prompts: {}, resources: {}, tools: {} },
  instructions,
  cacheHints: {
    'server/discover': unchanging,
    'tools/list': unchanging,
    'resources/templates/list': unchanging,
  },
}

/**
 * The one place where MCP meets the library: the same handlers serve both eras of the protocol on
 * every transport. The SDK wants a new server for every connection, and over HTTP for every
 * request; all that costs is done here, once.
 */
export function createServerFactory(options: ServerFactoryOptions): ServerFactoryFor {
  const { library, version, requestTimeoutMs, onOperation } = options
  const about = { name: 'promptbin', title: 'PromptBin', version }
  const handlers: Handlers = {
    ...createPromptHandlers(library),
    ...createResourceHandlers(library),
    ...createToolHandlers(library),
  }
  const methods = Object.entries(handlers)

  const callOf = (context: ServerContext, server: ObservedServer): Call => ({
    client: askerOf(context, server).client,
    deadline: Date.now() + requestTimeoutMs,
    signal: context.mcpReq.signal,
  })

  return (transport) => () => {
    const server = new ObservedServer(about, serverOptions, { transport, onOperation })
    for (const [method, { params, handle }] of methods) {
      server.setRequestHandler(method, { params }, (given, context) =>
        handle(given, callOf(context, server)),
      )
    }
    return server
  }
}
