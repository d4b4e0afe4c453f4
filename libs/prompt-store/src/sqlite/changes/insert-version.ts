import type { SQLTagStore } from 'node:sqlite'
import type { Message, Variable } from '@promptbin/prompts'
import type { Author } from '../../prompt-store.ts'

/** A version to be written; `sha256` is the content hash of its messages and variables. */
export interface NewVersion {
  readonly prompt: string
  readonly n: number
  readonly sha256: string
  readonly message: string
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
}

/** Writes a version, for ever; `now` in milliseconds since 1970. */
export function insertVersion(
  sql: SQLTagStore,
  version: NewVersion,
  { author, client }: Author,
  now: number,
): void {
  sql.run`
    INSERT INTO version (prompt, n, sha256, message, author, client, created_at, variables, messages)
    VALUES (${version.prompt}, ${version.n}, ${version.sha256}, ${version.message},
            ${author}, ${client}, ${now},
            ${JSON.stringify(version.variables)}, ${JSON.stringify(version.messages)})`
}
