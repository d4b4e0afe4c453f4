import {
  type Included,
  maxIncluded,
  maxIncludedLength,
  parseReference,
  textOfAll,
  type Version,
} from '@promptbin/prompts'
import type { Sql } from '../sql.ts'
import { chooseVersion } from '../versions/choose-version.ts'

/** How a version is read: with its text or without. */
export type ReadVersion = (sql: Sql, prompt: string, n: number) => Version | undefined

/** All that a version includes. */
export interface IncludeTree {
  readonly included: readonly Included[]
  /** How deep its includes stand within each other. */
  readonly depth: number
  /** How many versions of prompts are in it, each counted once. */
  readonly size: number
}

/** A version that was reached, with what it includes, which is shared wherever it is included. */
interface Reached {
  readonly version: Version
  readonly isTooLong: boolean
  included: readonly Included[]
  depth: number
}

interface Walk {
  readonly sql: Sql
  readonly read: ReadVersion
  readonly reached: Map<string, Reached>
  /** How many characters of messages may still be read. */
  room: number
}

/**
 * All that version `n` of a prompt includes, as it stands now. What is included may have changed
 * since the version was saved, so there can be more than `maxIncluded`: those beyond have no
 * version, like one in the trash, and are only counted. Every version is read once; of texts that
 * together are longer than can ever be filled in, those that do not fit are left out.
 */
export function readIncluded(sql: Sql, prompt: string, n: number, read: ReadVersion): IncludeTree {
  const walk: Walk = { sql, read, reached: new Map(), room: maxIncludedLength }
  const { included, depth } = below(walk, prompt, n)
  return { included, depth, size: walk.reached.size }
}

function below(walk: Walk, prompt: string, n: number): Pick<Reached, 'included' | 'depth'> {
  const rows = walk.sql.all`
    SELECT reference.reference, reference.target, prompt.name, prompt.latest
      FROM reference
      LEFT JOIN prompt ON prompt.id = reference.target AND prompt.deleted_at IS NULL
     WHERE reference.prompt = ${prompt} AND reference.n = ${n}
     ORDER BY reference.position`
  let depth = 0
  const included = (rows as unknown as TargetRow[]).map((row) => {
    const { reference } = row
    const reached = reach(walk, row)
    depth = Math.max(depth, reached === undefined ? 0 : reached.depth + 1)
    // Of what cannot be read today's name is not told either.
    const written = parseReference(reference)?.name ?? reference
    const name = (reached && row.name) ?? written
    const { version = null, isTooLong, included: deeper = [] } = reached ?? {}
    return { reference, name, version, ...(isTooLong && { isTooLong }), included: deeper }
  })
  return { included, depth }
}

interface TargetRow {
  readonly reference: string
  readonly target: string
  /** None if the prompt is in the trash or gone, as is `latest`. */
  readonly name: string | null
  readonly latest: number | null
}

/** What a reference means today, if anything. */
function reach(walk: Walk, { reference, target: id, latest }: TargetRow): Reached | undefined {
  if (latest === null) return undefined
  const { name, ...selector } = parseReference(reference) ?? {}
  const choice = chooseVersion(walk.sql, { id, latest }, selector)
  if (choice === undefined) return undefined
  const key = `${id}@${choice.n}`
  const known = walk.reached.get(key)
  if (known !== undefined) return known
  if (walk.reached.size > maxIncluded) return undefined
  const version = walk.read(walk.sql, id, choice.n)
  if (version === undefined) return undefined
  const length = textOfAll(version.messages).length
  const isTooLong = length > walk.room
  if (!isTooLong) walk.room -= length
  const reached: Reached = {
    version: isTooLong ? { ...version, messages: [] } : version,
    isTooLong,
    included: [],
    depth: 0,
  }
  walk.reached.set(key, reached)
  return Object.assign(reached, below(walk, id, choice.n))
}
