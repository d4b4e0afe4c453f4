import {
  type Composition,
  diffInSteps,
  effectiveVariables,
  type PromptDiff,
  renderInSteps,
  type Version,
} from '@promptbin/prompts'
import { inTurns } from '../../in-turns.ts'
import type { Library } from '../library.ts'

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
async function asRendered(
  composition: Composition,
  given: Readonly<Record<string, unknown>>,
): Promise<Version> {
  const { messages } = await inTurns(
    renderInSteps({ composition, arguments: valuesFor(composition, given) }),
  )
  return { ...composition.prompt.version, messages }
}

/** Compares two versions of a prompt; see `Library.diff`. */
export async function diff(
  compose: Library['compose'],
  name: string,
  { from, to, rendered = false, arguments: given = {} }: Compared,
): Promise<PromptDiff> {
  const [older, newer] = await Promise.all([
    compose(name, { version: from }),
    compose(name, { version: to }),
  ])
  if (!rendered) return inTurns(diffInSteps(older.prompt.version, newer.prompt.version))
  const [before, after] = [await asRendered(older, given), await asRendered(newer, given)]
  return inTurns(diffInSteps(before, after))
}
