import type { Result, ServerContext, StandardSchemaV1 } from '@modelcontextprotocol/server'
import type { Call } from '@promptbin/prompt-client'
import type { Static, TSchema } from 'typebox'
import type { Asker } from './operation.ts'
import { params } from './params.ts'

/** What a handler knows of a request besides its parameters. */
export interface McpRequest {
  /** How the library is asked on its behalf. */
  readonly call: Call
  readonly asker: Asker
  readonly context: ServerContext
}

/**
 * What one MCP method does, whatever transport and protocol version it came by. Rejects with a
 * `PromptBinError` for everything that the client can act on.
 */
export interface Handler {
  readonly params: StandardSchemaV1<unknown, unknown>
  handle(params: unknown, request: McpRequest): Promise<Result>
}

/** The handlers by the name of their method. */
export type Handlers = Readonly<Record<string, Handler>>

/** Makes a handler whose parameters are validated against `schema` before it runs. */
export function createHandler<Schema extends TSchema, Answer extends Result>(
  schema: Schema,
  handle: (params: Static<Schema>, request: McpRequest) => Promise<Answer>,
): Handler {
  // The SDK calls `handle` only with what `params` let through.
  return { params: params(schema), handle: handle as Handler['handle'] }
}
