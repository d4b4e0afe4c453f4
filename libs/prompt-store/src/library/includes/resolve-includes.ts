import { includesOf, type Message, parseReference } from '@promptbin/prompts'
import { includeNotFound } from '../../errors.ts'
import { findPrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { chooseVersion } from '../versions/choose-version.ts'
import type { Target } from './references.ts'

/** What is about to be saved, and of which prompt. */
export interface Draft {
  readonly id: string
  readonly name: string
  readonly messages: readonly Message[]
}

/** What was there before: whatever stood for nothing then may go on to do so. */
export interface Earlier {
  readonly messages: readonly Message[]
  readonly targets: readonly Target[]
}

/** Before the first version there was nothing. */
export const nothingEarlier: Earlier = { messages: [], targets: [] }

/**
 * Finds out what the includes of a text stand for. One that stands for nothing now keeps what it
 * stood for before, and is `unknown` if it is new.
 */
export function resolveIncludes(
  sql: Sql,
  draft: Draft,
  earlier: Earlier,
): { readonly targets: readonly Target[]; readonly unknown: readonly string[] } {
  const before = new Set(includesOf(earlier.messages))
  const targets: Target[] = []
  const unknown: string[] = []
  for (const reference of includesOf(draft.messages)) {
    const prompt = findTarget(sql, draft, reference)
    const kept = earlier.targets.find((target) => target.reference === reference)
    if (prompt !== undefined) targets.push({ reference, prompt })
    else if (kept !== undefined) targets.push(kept)
    else if (!before.has(reference)) unknown.push(reference)
  }
  return { targets, unknown }
}

/** The same; throws `PB_INCLUDE_NOT_FOUND` if one is unknown. */
export function requireIncludes(sql: Sql, draft: Draft, earlier: Earlier): readonly Target[] {
  const { targets, unknown } = resolveIncludes(sql, draft, earlier)
  const [first] = unknown
  if (first === undefined) return targets
  const fields = draft.messages.flatMap((message, index) =>
    includesOf([message])
      .filter((reference) => unknown.includes(reference))
      .map((reference) => ({
        pointer: `/messages/${index}`,
        message: `includes "${reference}", which is not there`,
      })),
  )
  throw includeNotFound.with({ fields }, unknown.join('", "'), `${draft.name} → ${first}`)
}

/** The prompt that a reference means, if that version or label is there. */
function findTarget(sql: Sql, draft: Draft, reference: string): string | undefined {
  const { name, ...selector } = parseReference(reference) ?? {}
  if (name === undefined) return undefined
  // A prompt that is only being made does not include itself either, but that is another fault.
  if (name === draft.name) return draft.id
  const id = findPrompt(sql, name)
  const row = id === undefined ? undefined : sql.get`SELECT latest FROM prompt WHERE id = ${id}`
  if (id === undefined || row === undefined) return undefined
  const latest = Number(row['latest'])
  const choice = chooseVersion(sql, { id, latest }, selector)
  return choice !== undefined && choice.n <= latest ? id : undefined
}
