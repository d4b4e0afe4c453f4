import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

/** Whoever writes takes milliseconds. */
const busyTimeoutMs = 1_000

/**
 * Opens a database without changing anything. One that nobody has open, and whose changes all stand
 * in it, is taken as if it could not change (sqlite.org/uri.html, `immutable`): else SQLite would make
 * files beside it, which would belong to whoever looks. Throws what SQLite throws.
 */
export function openToRead(file: string, { isInUse }: { readonly isInUse: boolean }): DatabaseSync {
  const url = pathToFileURL(file)
  if (!isInUse) url.searchParams.set('immutable', '1')
  return new DatabaseSync(url, { readOnly: true, timeout: busyTimeoutMs })
}
