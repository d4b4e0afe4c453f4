import {
  type InputOf,
  type OperationName,
  type OutputOf,
  operationOf,
  requestOf,
} from '@promptbin/operations'
import type { Problem } from '@promptbin/service'
import type { FastifyInstance, FastifyRequest } from 'fastify'

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
 * Asks over the routes of this service, with what the browser has shown of itself: so a page shows
 * nothing that its reader may not ask for.
 */
export function createAsk(app: FastifyInstance, { headers }: FastifyRequest): Ask {
  return async (name, input) => {
    const { method, path, body } = requestOf(operationOf(name), input as Record<string, unknown>)
    const { host, cookie, authorization } = headers
    const answer = await app.inject({
      method,
      url: path,
      headers: {
        ...{ host, accept: 'application/json', 'x-promptbin-face': 'console' },
        ...(cookie !== undefined && { cookie }),
        ...(authorization !== undefined && { authorization }),
      },
      ...(body && { payload: body }),
    })
    return answer.statusCode < 400
      ? { isDone: true, output: answer.json() }
      : { isDone: false, problem: answer.json() }
  }
}
