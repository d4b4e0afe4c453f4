import type { SQLTagStore } from 'node:sqlite'
import { deriveName, type NewPrompt, uniqueName } from '@promptbin/prompts'
import { importDigest } from '../../import-digest.ts'
import type { Author, ImportOutcome, Origin } from '../../prompt-store.ts'
import { getPrompt } from '../questions/get-prompt.ts'
import { isNameTaken } from '../questions/is-name-taken.ts'
import { inTransaction } from '../transaction.ts'
import { applyEdit } from './apply-edit.ts'
import { insertPrompt } from './insert-prompt.ts'

interface ImportInput {
  readonly prompt: NewPrompt
  readonly origin: Origin
  readonly author: Author
  readonly now: number
}

/** What is known of an origin: its prompt, and what the last import brought. */
interface Known {
  readonly id: string
  readonly name: string
  readonly trashed: number
  readonly sha256: string
}

/** `PromptStore.import`; `now` in milliseconds since 1970. */
export function importPrompt(sql: SQLTagStore, input: ImportInput): ImportOutcome {
  return inTransaction(sql.db, 'IMMEDIATE', () => {
    const known = findKnown(sql, input.origin)
    return known === undefined ? importFirst(sql, input) : importAgain(sql, input, known)
  })
}

function findKnown(sql: SQLTagStore, { source, key }: Origin): Known | undefined {
  const row = sql.get`
    SELECT prompt.id, prompt.name, prompt.deleted_at IS NOT NULL AS trashed, origin.sha256
      FROM origin
      JOIN prompt ON prompt.id = origin.prompt
     WHERE origin.source = ${source} AND origin.key = ${key}`
  return row as unknown as Known | undefined
}

/** An import has no say in names: one that is taken here becomes another. */
function importFirst(
  sql: SQLTagStore,
  { prompt, origin, author, now }: ImportInput,
): ImportOutcome {
  const isTaken = (name: string) => isNameTaken(sql, name)
  const name = uniqueName(prompt.name ?? deriveName(prompt.title), isTaken)
  const { id } = insertPrompt(sql, { ...prompt, name }, author, now)
  sql.run`
    INSERT INTO origin (source, key, prompt, sha256)
    VALUES (${origin.source}, ${origin.key}, ${id}, ${importDigest(prompt)})`
  return { outcome: 'created', name }
}

/** Takes over what changed at the source, unless something was changed here as well. */
function importAgain(sql: SQLTagStore, input: ImportInput, known: Known): ImportOutcome {
  const skipped: ImportOutcome = { outcome: 'skipped', name: known.name }
  const there = importDigest(input.prompt)
  if (there === known.sha256 || known.trashed) return skipped
  const prompt = getPrompt(sql, { name: known.name })
  const here = importDigest({ ...prompt, messages: prompt.version.messages })
  if (here !== known.sha256 && here !== there) return skipped
  sql.run`
    UPDATE origin SET sha256 = ${there}
     WHERE source = ${input.origin.source} AND key = ${input.origin.key}`
  if (here === there) return skipped
  applyEdit(sql, prompt, input.prompt, input.author, input.now)
  return { outcome: 'updated', name: known.name }
}
