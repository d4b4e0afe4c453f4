import type { ToolAnnotations } from '@modelcontextprotocol/server'
import type { Operation } from '@promptbin/operations'
import type { TObject } from 'typebox'
import type { McpRequest } from '../handler.ts'
import { createTool, type Tool } from '../tools/tool.ts'
import { confirm } from './confirmation.ts'

/** Has an operation performed for whoever sends the request. */
export type Perform = (
  operation: Operation,
  input: object,
  request: McpRequest,
) => Promise<Readonly<Record<string, unknown>>>

/** What asking twice does no more than asking once (RFC 9110 section 9.2.2). */
const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'PUT', 'DELETE'])

function annotationsOf({ effect, http }: Operation): ToolAnnotations {
  return {
    readOnlyHint: effect === 'read',
    destructiveHint: effect === 'disrupt',
    idempotentHint: effect === 'read' || idempotentMethods.has(http.method),
    openWorldHint: false,
  }
}

/** Stands only in the tool: other faces ask in ways of their own. */
const confirmField = {
  type: 'boolean',
  description: 'true: the person wants this. Needed where they cannot be asked by a form.',
} as const

/** The input as the tool has it. */
function inputOf({ effect, input }: Operation): object {
  if (effect !== 'disrupt') return input
  return { ...input, properties: { ...input.properties, confirm: confirmField } }
}

function createWhole(operation: Operation, perform: Perform): Tool {
  const { name, title, description } = operation
  return createTool({
    name,
    title,
    description,
    annotations: annotationsOf(operation),
    // Both are JSON Schema, which is all that becomes of a schema of TypeBox.
    input: inputOf(operation) as TObject,
    output: operation.output as unknown as TObject,
    run: async (given, request) => {
      const { confirm: isConfirmed, ...input } = given as Readonly<Record<string, unknown>>
      const question = await confirm(
        { operation, input, isConfirmed: isConfirmed === true },
        request,
      )
      if (question) return question
      const structured = await perform(operation, input, request)
      return { structured, text: JSON.stringify(structured) }
    },
  })
}

/**
 * An operation of the registry as a tool. What checks its input is made when it is first called: most of
 * them never are.
 */
export function createOperationTool(operation: Operation, perform: Perform): Tool {
  let whole: Tool | undefined
  const { name, title, description, output } = operation
  return {
    listed: {
      name,
      title,
      description,
      annotations: annotationsOf(operation),
      inputSchema: inputOf(operation) as Tool['listed']['inputSchema'],
      outputSchema: output as unknown as NonNullable<Tool['listed']['outputSchema']>,
    },
    call: (given, request) => {
      whole ??= createWhole(operation, perform)
      return whole.call(given, request)
    },
  }
}
