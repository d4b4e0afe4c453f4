import { maxIncludeDepth, maxIncluded, parseReference } from '@promptbin/prompts'
import { includeCycle, includeTooMany } from '../../errors.ts'
import type { Sql } from '../sql.ts'
import { readDeclaration } from '../versions/read-version.ts'
import { readIncluded } from './read-included.ts'

/** A prompt that was reached, and how. */
interface Step {
  readonly id: string
  readonly name: string
  /** The version that was asked for by its number; it counts even if it is old. */
  readonly pinned: number | undefined
  readonly from: Step | undefined
}

/**
 * Looks at what was just written of a prompt. Throws `PB_INCLUDE_CYCLE` if it includes itself over
 * any number of others, whichever of their newest or labelled versions that takes, for a label is
 * quickly moved; and `PB_INCLUDE_TOO_MANY` if what version `n` includes is past all measure.
 */
export function checkIncludes(
  sql: Sql,
  prompt: { readonly id: string; readonly name: string },
  n: number,
): void {
  const start: Step = { ...prompt, pinned: undefined, from: undefined }
  const first = stepsFrom(sql, start)
  if (first.length === 0) return
  const cycle = findCycle(sql, prompt.id, first)
  if (cycle !== undefined) throw includeCycle(cycle.join(' → '))
  const { depth, size } = readIncluded(sql, prompt.id, n, readDeclaration)
  if (depth > maxIncludeDepth || size > maxIncluded) {
    throw includeTooMany(prompt.name, maxIncluded, maxIncludeDepth)
  }
}

/** The names on the shortest way back to the prompt from which the first steps lead. */
function findCycle(sql: Sql, id: string, first: readonly Step[]): readonly string[] | undefined {
  const reached = new Set<string>()
  // Breadth first; the array grows while it is read.
  const steps = [...first]
  for (const step of steps) {
    if (step.id === id) return wayTo(step)
    const key = `${step.id}@${step.pinned ?? ''}`
    if (!reached.has(key)) steps.push(...stepsFrom(sql, step))
    reached.add(key)
  }
  return undefined
}

function stepsFrom(sql: Sql, from: Step): readonly Step[] {
  const rows = sql.all`
    SELECT DISTINCT reference.target AS id, target.name, reference.reference
      FROM prompt
      JOIN reference ON reference.prompt = prompt.id
      JOIN prompt AS target ON target.id = reference.target AND target.deleted_at IS NULL
     WHERE prompt.id = ${from.id}
       AND reference.n IN (SELECT prompt.latest
                            UNION ALL SELECT n FROM label WHERE label.prompt = ${from.id}
                            UNION ALL SELECT ${from.pinned ?? null})
     ORDER BY target.name, reference.reference`
  return rows.map(({ id, name, reference }) => ({
    id: String(id),
    name: String(name),
    pinned: parseReference(String(reference))?.version,
    from,
  }))
}

function wayTo(step: Step): readonly string[] {
  return step.from === undefined ? [step.name] : [...wayTo(step.from), step.name]
}
