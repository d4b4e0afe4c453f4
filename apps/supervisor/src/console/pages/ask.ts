import type { InputOf, OperationName, OutputOf } from '@promptbin/operations'
import type { Problem } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ConsoleSource } from '../source.ts'

/** What came of an operation: its answer, or why there is none. */
export type Answer<Name extends OperationName> =
  | { readonly isDone: true; readonly output: OutputOf<Name> }
  | { readonly isDone: false; readonly problem: Problem }

/** Has an operation that reads done, in the name of who looks at the page. */
export type Ask = <Name extends OperationName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<Answer<Name>>

/**
 * Asks in the name of who asks for the page, so it shows nothing that its reader may not know. A part
 * that cannot be told is told of as such: the rest of the page is of use all the same.
 */
export function createAsk(
  { operator, callerOf }: Pick<ConsoleSource, 'operator' | 'callerOf'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Ask {
  return async (name, input) => {
    try {
      const caller = { ...callerOf(request, reply), face: 'console' } as const
      return { isDone: true, output: await operator.perform(name, input, caller) }
    } catch (error) {
      return { isDone: false, problem: request.problemOf(error) }
    }
  }
}
