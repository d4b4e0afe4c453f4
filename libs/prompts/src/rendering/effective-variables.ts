import type { Variable } from '../prompt/variable.ts'
import { maxIncludeDepth } from '../text/include.ts'
import type { Included } from './composition.ts'

/**
 * The variables of a prompt and of all that it includes, each name once. Where several declare one
 * name, a prompt's own declaration goes before those of what it includes, and an include that
 * stands earlier before a later one.
 */
export function effectiveVariables(
  variables: readonly Variable[],
  included: readonly Included[],
): readonly Variable[] {
  const byName = new Map<string, Variable>()
  const seen = new Set<string>()
  const declare = (
    declared: readonly Variable[],
    below: readonly Included[],
    depth: number,
  ): void => {
    for (const variable of declared) {
      if (!byName.has(variable.name)) byName.set(variable.name, variable)
    }
    if (depth === maxIncludeDepth) return
    for (const { name, version, included: deeper } of below) {
      if (version === null || seen.has(`${name}@${version.n}`)) continue
      seen.add(`${name}@${version.n}`)
      declare(version.variables, deeper, depth + 1)
    }
  }
  declare(variables, included, 0)
  return [...byName.values()]
}
