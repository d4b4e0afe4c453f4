import type { AuthInfo } from '@modelcontextprotocol/server'
import { type Principal, writeFolders } from '@promptbin/security'
import type { CutRequest } from './cut-request.ts'
import type { DecisiveHeaders } from './hot-request.ts'

/** Everything that decides about an answer, but for the library. */
export interface KeyedRequest {
  readonly authInfo: AuthInfo | undefined
  readonly profile: string | null
  readonly headers: DecisiveHeaders
  readonly cut: CutRequest
}

const readers = new WeakMap<Principal, string>()

/** Whoever needs no authentication. */
const anybody = ''

/** A text that only those have in common who may be shown the same; undefined for a stranger. */
function readerOf(authInfo: AuthInfo | undefined): string | undefined {
  if (authInfo === undefined) return anybody
  // Set by our own authentication, which also makes its type.
  const principal = authInfo.extra?.['principal'] as Principal | undefined
  if (principal === undefined) return undefined
  const { kind, id, scopes, folders } = principal
  const reader =
    readers.get(principal) ??
    JSON.stringify([kind, id, [...scopes].sort(), folders && writeFolders(folders)])
  readers.set(principal, reader)
  return reader
}

/**
 * A text that only requests have in common which are answered alike: by whom and where they are
 * sent, and what they say, byte for byte. `undefined` when that cannot be told.
 */
export function keyOf({ authInfo, profile, headers, cut }: KeyedRequest): string | undefined {
  const reader = readerOf(authInfo)
  if (reader === undefined) return undefined
  const { type, method, name } = headers
  // Whether it was cut out: a body may hold the very character that would stand in its place.
  const traced = cut.parent === undefined ? '' : 'traced'
  // None of what stands before the body contains a line feed: JSON, a part of a path, headers.
  return `${reader}\n${profile ?? ''}\n${type}\n${method}\n${name}\n${traced}\n${cut.rest}`
}
