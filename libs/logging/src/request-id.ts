import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { RequestContext } from './context/request-context.ts'

const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

const current = new AsyncLocalStorage<RequestContext>()

/** A new id for a request that came without one. */
export function newRequestId(): string {
  return randomUUID()
}

/** Whether an id that came from outside may be used in our logs and headers as it is. */
export function isRequestId(value: unknown): value is string {
  return typeof value === 'string' && WELL_FORMED.test(value)
}

/** Runs `work` so that every log line and outgoing call within it, however late, belongs to `request`. */
export function runInRequest<Result>(request: RequestContext, work: () => Result): Result {
  return current.run(request, work)
}

/** `runInRequest` for a request of which only the id is known. */
export function runWithRequestId<Result>(id: string, work: () => Result): Result {
  return runInRequest(new RequestContext(id), work)
}

/** The request that the running code works for; `undefined` outside of one. */
export function currentRequest(): RequestContext | undefined {
  return current.getStore()
}

/** The id of the request that the running code works for; `undefined` outside of one. */
export function currentRequestId(): string | undefined {
  return current.getStore()?.requestId
}

/**
 * The id of its trace, 32 hex digits; `undefined` outside of a request. It is there whether or not
 * anything is traced.
 */
export function currentTraceId(): string | undefined {
  return current.getStore()?.traceId
}

/** The fields by which log lines of one request are joined; none outside of one. */
export function currentRequestFields(): object {
  const request = current.getStore()
  if (request === undefined) return {}
  const { requestId, traceId, spanId } = request
  const fields = { request_id: requestId, trace_id: traceId }
  return spanId === undefined ? fields : { ...fields, span_id: spanId }
}
