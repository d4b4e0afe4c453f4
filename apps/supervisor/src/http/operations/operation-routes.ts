import {
  type Operation,
  type OperationName,
  operationNames,
  operationOf,
} from '@promptbin/operations'
import { exemptFromPressure } from '@promptbin/service'
import type {
  FastifyContextConfig,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  RouteShorthandOptions,
} from 'fastify'
import type { Caller } from '../../operations/caller.ts'
import type { Operator } from '../../operations/perform-operation.ts'
import { schemaOf } from './route-schema.ts'

/** What a route has beyond what its operation says. */
export interface RouteAddition {
  readonly config?: FastifyContextConfig
  readonly onRequest?: onRequestHookHandler
  /** Answers with a stream whoever accepts only that. */
  readonly stream?: StreamRoute
}

/** The stream beside the list of an operation; `query` is as the operation is asked. */
export interface StreamRoute {
  readonly headers: object
  wants(request: FastifyRequest): boolean
  answer(request: FastifyRequest, reply: FastifyReply): unknown
}

export interface OperationRoutesOptions {
  readonly operator: Pick<Operator, 'performValid'>
  readonly callerOf: (request: FastifyRequest, reply: FastifyReply) => Caller
  /** Those that are served; all unless told. */
  readonly names?: readonly OperationName[]
  readonly additions?: Readonly<Partial<Record<OperationName, RouteAddition>>>
}

type Fields = Readonly<Record<string, unknown>>

/**
 * What reads much may be turned away while the supervisor is busy. All else is answered: administrators
 * come when something is wrong, and have to see it and be able to act.
 */
const shedUnderLoad: ReadonlySet<OperationName> = new Set([
  'list_logs',
  'get_genealogy',
  'get_metrics_history',
  'get_figures',
  'verify_audit',
])

/** The REST face of the operations: one route each, made from what the registry says. */
export const operationRoutes: FastifyPluginAsync<OperationRoutesOptions> = async (app, options) => {
  // A body in which nothing is needed need not be sent.
  app.addHook('preValidation', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') request.body ??= {}
    takeIfMatch(request)
  })
  for (const name of options.names ?? operationNames) addRoute(name, operationOf(name))

  function addRoute(name: OperationName, operation: Operation): void {
    const { method, path, status = 200 } = operation.http
    const { stream, onRequest, config } = options.additions?.[name] ?? {}
    const route: RouteShorthandOptions = {
      schema: { ...schemaOf(operation), ...(stream && { headers: stream.headers }) },
      config: { ...(!shedUnderLoad.has(name) && exemptFromPressure), ...config },
      ...(onRequest && { onRequest }),
      // A HEAD would stay open like the stream itself.
      ...(stream && { exposeHeadRoute: false }),
    }
    app.route({
      ...route,
      method,
      url: path,
      handler: async (request, reply) => {
        if (stream) reply.header('vary', 'accept')
        if (stream?.wants(request)) return stream.answer(request, reply)
        const caller = options.callerOf(request, reply)
        const input = inputOf(request) as never
        const answer: Fields = await options.operator.performValid(name, input, caller)
        reply.code(status).headers(headersOf(operation, answer))
        return status === 204 ? reply.send() : reply.send(answer)
      },
    })
  }
}

function inputOf({ params, query, body, method }: FastifyRequest): Fields {
  const rest = method === 'GET' || method === 'HEAD' || method === 'DELETE' ? query : body
  return { ...Object(rest), ...Object(params) }
}

/** What may be in an answer is for whom asks alone; a generation is its ETag (RFC 9110). */
function headersOf({ input, name, http }: Operation, answer: Fields): Record<string, string> {
  const { generation, url } = answer
  const isVersioned =
    typeof generation === 'number' && ('if_match' in input.properties || name === 'get_config')
  return {
    'cache-control': 'no-store',
    ...(isVersioned && { etag: `"${generation}"` }),
    ...(http.status === 201 && typeof url === 'string' && { location: url }),
  }
}

/** `If-Match: "7"` says the same as `if_match: 7`, where an operation asks for that. */
function takeIfMatch({ headers, body, routeOptions }: FastifyRequest): void {
  const given = headers['if-match']
  const schema = routeOptions.schema?.body as { properties?: object } | undefined
  if (given === undefined || given === '*' || !schema?.properties) return
  if (!('if_match' in schema.properties) || typeof body !== 'object' || body === null) return
  const [, number] = /^"(\d{1,15})"$/.exec(given) ?? []
  Object.assign(body, { if_match: number === undefined ? given : Number(number) })
}
