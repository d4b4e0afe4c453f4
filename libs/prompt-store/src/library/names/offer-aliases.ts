import type { Sql } from '../sql.ts'
import { addAlias } from './alias.ts'
import { findPrompt } from './find-prompt.ts'

/**
 * Lets those of some names that are free lead to a prompt too. The caller raises its generation if
 * any was added; `taken` are those that lead to others.
 */
export function offerAliases(
  sql: Sql,
  prompt: string,
  names: readonly string[],
): { readonly added: readonly string[]; readonly taken: readonly string[] } {
  const [added, taken]: [string[], string[]] = [[], []]
  for (const name of names) {
    const id = findPrompt(sql, name)
    if (id === prompt) continue
    if (id === undefined) addAlias(sql, prompt, name)
    const answers = id === undefined ? added : taken
    answers.push(name)
  }
  return { added, taken }
}
