import type {
  CallToolResult,
  ContentBlock,
  InputRequiredResult,
  Tool as McpTool,
} from '@modelcontextprotocol/server'
import type { McpRequest } from '../../../src/mcp/handler.ts'
import type { Tool } from '../../../src/mcp/tools/tool.ts'

/** A tool of the suite: its behaviour is all that matters. */
export interface TestTool {
  readonly name: string
  /** The properties of its input, as JSON Schema. */
  readonly takes?: NonNullable<McpTool['inputSchema']['properties']>
  run(
    input: Readonly<Record<string, unknown>>,
    request: McpRequest,
  ): Promise<CallToolResult | InputRequiredResult>
}

/** A result of nothing but these. */
export const content = (...blocks: ContentBlock[]): CallToolResult => ({ content: blocks })

/** A result of text. */
export const text = (words: string): CallToolResult => content({ type: 'text', text: words })

/** Makes a tool that is listed and called like the gateway's own. */
export function toTool({ name, takes = {}, run }: TestTool): Tool {
  const inputSchema: McpTool['inputSchema'] = {
    type: 'object',
    properties: takes,
    required: Object.keys(takes),
  }
  return {
    listed: { name, description: `A tool of the conformance suite: ${name}.`, inputSchema },
    call: (input, request) => run(Object(input), request),
  }
}
