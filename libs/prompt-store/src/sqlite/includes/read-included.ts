import type { SQLTagStore } from 'node:sqlite'
import {
  type Included,
  maxIncludeDepth,
  maxIncluded,
  parseReference,
  type Version,
} from '@promptbin/prompts'
import { chooseVersion } from '../versions/choose-version.ts'

/** How a version is read: with its text or without. */
type ReadVersion = (sql: SQLTagStore, prompt: string, n: number) => Version | undefined

interface Walk {
  readonly sql: SQLTagStore
  readonly read: ReadVersion
  readonly onBeyond: () => void
  left: number
}

/**
 * All that version `n` of a prompt includes, as it stands now. Beyond the bounds an include has no
 * version, like one in the trash: later changes of what is included can make a tree larger than
 * it was when it was saved. `onBeyond` is told of each.
 */
export function readIncluded(
  sql: SQLTagStore,
  prompt: string,
  n: number,
  read: ReadVersion,
  onBeyond: () => void = () => {},
): readonly Included[] {
  return below({ sql, read, onBeyond, left: maxIncluded }, prompt, n, 1)
}

function below(walk: Walk, prompt: string, n: number, depth: number): readonly Included[] {
  const rows = walk.sql.all`
    SELECT reference.reference, reference.target, prompt.name, prompt.latest,
           prompt.deleted_at IS NULL AS alive
      FROM reference
      LEFT JOIN prompt ON prompt.id = reference.target
     WHERE reference.prompt = ${prompt} AND reference.n = ${n}
     ORDER BY reference.position`
  return (rows as unknown as TargetRow[]).map((row) => include(walk, row, depth))
}

interface TargetRow {
  readonly reference: string
  readonly target: string
  /** None if the prompt was deleted for good. */
  readonly name: string | null
  readonly latest: number
  readonly alive: number
}

function include(walk: Walk, row: TargetRow, depth: number): Included {
  const { reference, target: id, latest } = row
  const { name = reference, ...selector } = parseReference(reference) ?? {}
  const nothing = { reference, name: row.name ?? name, version: null, included: [] }
  if (row.name === null || !row.alive) return nothing
  if (depth > maxIncludeDepth || walk.left === 0) {
    walk.onBeyond()
    return nothing
  }
  const choice = chooseVersion(walk.sql, { id, latest }, selector)
  const version = choice && walk.read(walk.sql, id, choice.n)
  if (version === undefined) return nothing
  walk.left -= 1
  return { reference, name: row.name, version, included: below(walk, id, version.n, depth + 1) }
}
