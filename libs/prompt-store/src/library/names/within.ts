import { promptNotFound } from '../../errors.ts'
import type { Within } from '../../requests.ts'
import type { ReadVersion } from '../includes/read-included.ts'
import type { Sql } from '../sql.ts'
import { findPrompt } from './find-prompt.ts'

/** The prompt that this name means, as `findPrompt`, if it stands within. */
export function findWithin(sql: Sql, name: string, within: Within | undefined): string | undefined {
  const id = findPrompt(sql, name)
  return id !== undefined && isWithin(sql, id, within) ? id : undefined
}

/** The same; throws `PB_PROMPT_NOT_FOUND` as if nothing were there. */
export function requireWithin(sql: Sql, name: string, within: Within | undefined): string {
  const id = findWithin(sql, name, within)
  if (id === undefined) throw promptNotFound(name)
  return id
}

/** Reads versions as `read` does, and finds none of a prompt that stands elsewhere. */
export function readingWithin(read: ReadVersion, within: Within | undefined): ReadVersion {
  if (within === undefined) return read
  return (sql, id, n) => (isWithin(sql, id, within) ? read(sql, id, n) : undefined)
}

function isWithin(sql: Sql, id: string, within: Within | undefined): boolean {
  if (within === undefined) return true
  const folder = String(sql.get`SELECT folder FROM prompt WHERE id = ${id}`?.['folder'])
  return within.some((one) => folder === one || folder.startsWith(`${one}/`))
}
