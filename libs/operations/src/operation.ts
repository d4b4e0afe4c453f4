import type { Scope } from '@promptbin/security'
import type { ObjectSchema, ValueOf } from './schema/schema.ts'

/** What an operation does to what runs: nothing, a change, or something that others notice. */
export type Effect = 'read' | 'change' | 'disrupt'

/**
 * Something that administrators can have done. REST routes, MCP tools, commands and forms of the
 * console are made from it, so that none of them can lag behind.
 */
export interface Operation<Input = unknown, Output = unknown> {
  /** In snake_case; the MCP tool has this name. */
  readonly name: string
  /** A few words: the heading of a form, the summary in the API document. */
  readonly title: string
  /** What it does and what to keep in mind; the help of all faces. */
  readonly description: string
  readonly input: ObjectSchema<Input>
  readonly output: ObjectSchema<Output>
  /**
   * `:service` in the path is that field of the input; the others are the query of a GET or DELETE,
   * else the body. `status` of a success is 200 unless told.
   */
  readonly http: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
    readonly path: string
    readonly status?: number
  }
  /** The words after `promptbin` that reach it, with its arguments: `scale <service> <workers>`. */
  readonly command: string
  readonly scope: Scope
  /** What disrupts is asked about: typed in console and terminal, elicited or confirmed over MCP. */
  readonly effect: Effect
  /** `dry_run` in the input: says what would happen, and does nothing. */
  readonly hasDryRun?: true
  /** The name under which it is written down, `service.restart`; whatever changes something has one. */
  readonly audit?: string
  /** Lines of a shell. */
  readonly examples: readonly string[]
  /** A question and its answer. */
  readonly example: { readonly input: Input; readonly output: Output }
  /** The codes with which it may fail of itself, by HTTP status. */
  readonly failures?: Readonly<Record<number, readonly string[]>>
}

/** An operation as it was written, with the types of its input and output. */
export function operation<const Name extends string, Input, Output>(
  written: Operation<Input, Output> & { readonly name: Name },
): Operation<Input, Output> & { readonly name: Name } {
  return written
}

/** What an operation is asked with. */
export type OperationInput<Described> = Described extends { readonly input: infer Input }
  ? ValueOf<Input>
  : never

/** What an operation answers. */
export type OperationOutput<Described> = Described extends { readonly output: infer Output }
  ? ValueOf<Output>
  : never
