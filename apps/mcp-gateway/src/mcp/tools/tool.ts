import type {
  CallToolResult,
  ContentBlock,
  Tool as McpTool,
  ToolAnnotations,
} from '@modelcontextprotocol/server'
import { PromptBinError } from '@promptbin/errors'
import type { PromptClient } from '@promptbin/prompt-client'
import type { Static, TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { wordsOf } from '../errors.ts'
import type { McpRequest } from '../handler.ts'
import { faultsOf } from '../params.ts'

/** What a tool gives: the same twice, for programs and for models. */
export interface ToolAnswer<Output> {
  readonly structured: Output
  readonly text: string
  /** Whatever text cannot tell. */
  readonly attachments?: readonly ContentBlock[]
  readonly meta?: Readonly<Record<string, unknown>>
}

export interface ToolDefinition<Input extends TObject, Output extends TObject> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly annotations: ToolAnnotations
  readonly input: Input
  readonly output: Output
  run(
    input: Static<Input>,
    request: McpRequest,
    library: PromptClient,
  ): Promise<ToolAnswer<Static<Output>>>
}

/** A tool as it is listed, and as it is called. */
export interface Tool {
  readonly listed: McpTool
  /** A fault that the model can mend is a result with `isError`, as MCP wants it. */
  call(input: unknown, request: McpRequest): Promise<CallToolResult>
}

const failed = (text: string, meta?: CallToolResult['_meta']): CallToolResult => ({
  content: [{ type: 'text', text }],
  isError: true,
  ...(meta && { _meta: meta }),
})

function answerFor({
  structured,
  text,
  attachments = [],
  meta,
}: ToolAnswer<unknown>): CallToolResult {
  return {
    content: [{ type: 'text', text }, ...attachments],
    structuredContent: structured as Record<string, unknown>,
    ...(meta && { _meta: meta }),
  }
}

/** Makes a tool over the library from its definition. */
export function createTool<Input extends TObject, Output extends TObject>(
  definition: ToolDefinition<Input, Output>,
  library: PromptClient,
): Tool {
  const { name, title, description, annotations, input, output } = definition
  const validator = Compile(input)
  const right = JSON.stringify(input)

  return {
    listed: {
      name,
      title,
      description,
      annotations,
      inputSchema: input as unknown as McpTool['inputSchema'],
      outputSchema: output as unknown as NonNullable<McpTool['outputSchema']>,
    },
    call: async (given, request) => {
      if (!validator.Check(given)) {
        const faults = faultsOf(validator, given).join('; ')
        return failed(`The input of ${name} is not right: ${faults}. It has to fit ${right}`)
      }
      try {
        return answerFor(await definition.run(given as Static<Input>, request, library))
      } catch (error) {
        if (!(error instanceof PromptBinError)) throw error
        const retryable = error.class === 'transient'
        return failed(wordsOf(error), {
          'promptbin/errorCode': error.code,
          'promptbin/retryable': retryable,
        })
      }
    },
  }
}
