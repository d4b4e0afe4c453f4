import type { PromptStore } from '@promptbin/prompt-store'
import {
  type Composition,
  diffVersions,
  effectiveVariables,
  type PromptDiff,
  render,
  type Version,
} from '@promptbin/prompts'

/** Which versions to compare, and whether as they are written or as they are rendered. */
interface Compared {
  readonly from: number
  readonly to: number
  readonly rendered?: boolean
  readonly arguments?: Readonly<Record<string, unknown>>
}

/** The values to render with: those given, and an example for what has neither value nor default. */
function valuesFor(
  { prompt, included }: Composition,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const variables = effectiveVariables(prompt.version.variables, included)
  const declared = new Set(variables.map(({ name }) => name))
  const examples = variables.flatMap(({ name, default: usual, example }) =>
    usual === undefined && example !== undefined ? [[name, example]] : [],
  )
  // The other version may know fewer names; what it does not know is no fault here.
  const known = Object.entries(given).filter(([name]) => declared.has(name))
  return Object.fromEntries([...examples, ...known])
}

/** A version with its text as a model would get it. */
function asRendered(composition: Composition, given: Readonly<Record<string, unknown>>): Version {
  const { messages } = render({ composition, arguments: valuesFor(composition, given) })
  return { ...composition.prompt.version, messages }
}

/** Compares two versions of a prompt; see `Library.diff`. */
export async function diff(
  store: PromptStore,
  name: string,
  { from, to, rendered = false, arguments: given = {} }: Compared,
): Promise<PromptDiff> {
  const [older, newer] = await Promise.all([
    store.compose(name, { version: from }),
    store.compose(name, { version: to }),
  ])
  if (!rendered) return diffVersions(older.prompt.version, newer.prompt.version)
  return diffVersions(asRendered(older, given), asRendered(newer, given))
}
