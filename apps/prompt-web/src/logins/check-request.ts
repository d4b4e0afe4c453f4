import { nameInvalid, scopesMissing } from '../errors.ts'
import { tokenFoldersAdmin } from './errors.ts'

/** What an account or a token is asked for with. */
interface Requested {
  readonly name: string
  readonly scopes: readonly string[]
  readonly folders?: readonly string[] | null | undefined
}

/**
 * Checks what the API checks by its schema, for forms as well. Throws `PB_NAME_INVALID`,
 * `PB_SCOPES_MISSING`, `PB_TOKEN_FOLDERS_ADMIN`.
 */
export function checkRequest({ name, scopes, folders }: Requested, what: string): void {
  if (name.length > 64 || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw nameInvalid(what)
  if (scopes.length === 0) throw scopesMissing()
  if (folders && scopes.includes('admin')) throw tokenFoldersAdmin()
}
