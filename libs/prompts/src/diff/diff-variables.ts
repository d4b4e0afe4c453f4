import type { Variable } from '../prompt/variable.ts'
import type { VariableDiff } from './prompt-diff.ts'

const fields = ['type', 'required', 'default', 'options', 'description', 'example'] as const

/** A field as text; `null` if it is not set. */
function asText(variable: Variable | undefined, field: (typeof fields)[number]): string | null {
  const value = variable?.[field]
  if (value === undefined) return null
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function changedFields(from: Variable | undefined, to: Variable | undefined) {
  return fields
    .map((field) => ({ field, from: asText(from, field), to: asText(to, field) }))
    .filter((each) => each.from !== each.to)
}

/** The variables that came, went or changed: first those that were there, in their order. */
export function diffVariables(
  from: readonly Variable[],
  to: readonly Variable[],
): readonly VariableDiff[] {
  const older = new Map(from.map((variable) => [variable.name, variable]))
  const newer = new Map(to.map((variable) => [variable.name, variable]))
  const names = new Set([...older.keys(), ...newer.keys()])
  return [...names].flatMap((name): VariableDiff[] => {
    const [before, after] = [older.get(name), newer.get(name)]
    const changed = changedFields(before, after)
    if (before === undefined) return [{ name, change: 'added', fields: changed }]
    if (after === undefined) return [{ name, change: 'removed', fields: changed }]
    return changed.length === 0 ? [] : [{ name, change: 'changed', fields: changed }]
  })
}

/** Whether the variables that both have stand in another order. */
export function isReordered(from: readonly Variable[], to: readonly Variable[]): boolean {
  const newer = to.map(({ name }) => name)
  const places = from.map(({ name }) => newer.indexOf(name)).filter((place) => place >= 0)
  return places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))
}
