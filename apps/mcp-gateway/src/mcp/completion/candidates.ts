import type { Variable } from '@promptbin/prompts'
import type { Given } from './recent-values.ts'

/** What the client says is filled in already. */
export type Context = Readonly<Record<string, string>>

/** Whether a value was given together with what is filled in now. */
const fits = (given: Given, context: Context, name: string) =>
  Object.entries(context).every(
    ([other, value]) => other === name || !given.has(other) || given.get(other) === value,
  )

/**
 * What could be the value of a variable, the likeliest first: what was given before along with what
 * is filled in now, then what else there is to choose from. An `enum` has only its options.
 */
export function candidatesFor(
  { name, type, options = [], default: preset, example }: Variable,
  recent: readonly Given[],
  context: Context,
): readonly string[] {
  const fitting = recent.filter((given) => fits(given, context, name))
  const others = recent.filter((given) => !fits(given, context, name))
  const used = [...fitting, ...others].flatMap((given) => given.get(name) ?? [])
  const offered = [preset, ...options, ...(type === 'boolean' ? ['true', 'false'] : []), example]
  const all = [...used, ...offered].flatMap((value) => value ?? [])
  return type === 'enum' ? all.filter((value) => options.includes(value)) : all
}
