import type {
  CallToolResult,
  ContentBlock,
  InputRequiredResult,
  Tool as McpTool,
  ToolAnnotations,
} from '@modelcontextprotocol/server'
import { PromptBinError } from '@promptbin/errors'
import type { Static, TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { traitsOf } from '../clients/client-traits.ts'
import { isRetryable, wordsOf } from '../errors.ts'
import type { McpRequest } from '../handler.ts'
import type { Asker } from '../operation.ts'
import { faultsOf } from '../params.ts'

/** What a tool gives: the same twice, for programs and for models. */
export interface ToolAnswer<Output> {
  readonly structured: Output
  readonly text: string
  /** Whatever text cannot tell. */
  readonly attachments?: readonly ContentBlock[]
  readonly meta?: object
}

export interface ToolDefinition<Input extends TObject, Output extends TObject> {
  readonly name: string
  readonly title: string
  readonly description: string
  /** What a client that shows no prompts is told besides. */
  readonly withoutPrompts?: string
  readonly annotations: ToolAnnotations
  readonly input: Input
  readonly output: Output
  /** Why the asker may not use it, in words that go on "Prompts cannot be saved …: "; for nobody else it is listed. */
  readonly refusal?: (asker: Asker) => PromptBinError | undefined
  run(
    input: Static<Input>,
    request: McpRequest,
  ): Promise<ToolAnswer<Static<Output>> | InputRequiredResult>
}

/** A tool as it is listed, and as it is called. */
export interface Tool {
  readonly listed: McpTool
  /** A sentence more of its description, for a client that shows no prompts. */
  readonly withoutPrompts?: string
  /** Why it is neither listed for this asker nor called; everybody may use it if this is left out. */
  readonly refusal?: (asker: Asker) => PromptBinError | undefined
  /** A fault that the model can mend is a result with `isError`, as MCP wants it. */
  call(input: unknown, request: McpRequest): Promise<CallToolResult | InputRequiredResult>
}

const failed = (text: string, meta?: CallToolResult['_meta']): CallToolResult => ({
  content: [{ type: 'text', text }],
  isError: true,
  ...(meta && { _meta: meta }),
})

function failedWith(error: PromptBinError): CallToolResult {
  return failed(wordsOf(error), {
    'promptbin/errorCode': error.code,
    'promptbin/retryable': isRetryable(error.retry),
    'promptbin/retry': error.retry,
  })
}

/** Whether a client makes use of structured content. */
export const takesStructured = ({ client, clientVersion }: Asker) =>
  !traitsOf(client, clientVersion).has('no-structured-content')

function answerFor(
  { structured, text, attachments = [], meta }: ToolAnswer<unknown>,
  asker: Asker,
): CallToolResult {
  return {
    content: [{ type: 'text', text }, ...attachments],
    ...(takesStructured(asker) && { structuredContent: structured as Record<string, unknown> }),
    ...(meta && { _meta: { ...meta } }),
  }
}

/** Makes a tool from its definition. */
export function createTool<Input extends TObject, Output extends TObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  const { name, title, description, annotations, input, output, refusal } = definition
  const { withoutPrompts } = definition
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
    ...(refusal && { refusal }),
    ...(withoutPrompts !== undefined && { withoutPrompts }),
    call: async (given, request) => {
      const refused = refusal?.(request.asker)
      if (refused) return failedWith(refused)
      if (!validator.Check(given)) {
        const faults = faultsOf(validator, given).join('; ')
        return failed(`The input of ${name} is not right: ${faults}. It has to fit ${right}`)
      }
      try {
        const answer = await definition.run(given as Static<Input>, request)
        return 'resultType' in answer ? answer : answerFor(answer, request.asker)
      } catch (error) {
        if (!(error instanceof PromptBinError)) throw error
        return failedWith(error)
      }
    },
  }
}
