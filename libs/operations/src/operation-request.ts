import { pathValueInvalid } from './errors.ts'
import type { Operation } from './operation.ts'

/** How an operation is asked for over HTTP. */
export interface OperationRequest {
  readonly method: Operation['http']['method']
  /** Path and query. */
  readonly path: string
  /** Undefined where the method has none. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

type Fields = Readonly<Record<string, unknown>>

/** These would be another path: it is normalised on its way (RFC 3986 section 5.2.4). */
const noSegment = new Set(['', '.', '..'])

/** A field of the input as a segment of the path. */
function segmentOf(field: string, value: unknown): string {
  const text = String(value ?? '')
  if (noSegment.has(text)) throw pathValueInvalid(field, text)
  return encodeURIComponent(text)
}

function queryOf(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/**
 * The request that asks for an operation with a valid input. Throws `PB_OPERATION_PATH_INVALID` for a
 * value that cannot stand in a path.
 */
export function requestOf({ http }: Pick<Operation, 'http'>, input: Fields): OperationRequest {
  const { method } = http
  const inPath = new Set<string>()
  const path = http.path.replace(/:(\w+)/g, (_place, field: string) => {
    inPath.add(field)
    return segmentOf(field, input[field])
  })
  const others = Object.fromEntries(
    Object.entries(input).filter(([field, value]) => !inPath.has(field) && value !== undefined),
  )
  return method === 'GET' || method === 'DELETE'
    ? { method, path: path + queryOf(others), body: undefined }
    : { method, path, body: others }
}
