import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

const current = new AsyncLocalStorage<string>()

/** A new id for a request that came without one. */
export function newRequestId(): string {
  return randomUUID()
}

/** Whether an id that came from outside may be used in our logs and headers as it is. */
export function isRequestId(value: unknown): value is string {
  return typeof value === 'string' && WELL_FORMED.test(value)
}

/** Runs `work` so that every log line and outgoing call within it, however late, carries `id`. */
export function runWithRequestId<Result>(id: string, work: () => Result): Result {
  return current.run(id, work)
}

/** The id of the request that the running code works for; `undefined` outside of one. */
export function currentRequestId(): string | undefined {
  return current.getStore()
}
