import { type Message, type Part, textOfAll } from '../prompt/message.ts'
import { finish } from '../steps.ts'
import type { Composition } from './composition.ts'
import { effectiveVariables } from './effective-variables.ts'
import { createFiller } from './filler.ts'
import { readValues } from './given-values.ts'
import type { Rendering } from './rendering.ts'

/** What to render, and with which values. */
export interface RenderInput {
  readonly composition: Composition
  /** By variable name: text, or JSON of the variable's type. */
  readonly arguments: Readonly<Record<string, unknown>>
}

/** Fills the text of a message, part by part. */
function* fillMessage(
  { role, text, parts = [] }: Message,
  fill: (text: string) => Generator<void, string>,
): Generator<void, Message> {
  if (text !== undefined) return { role, text: yield* fill(text) }
  const filled: Part[] = []
  for (const part of parts) {
    filled.push(part.text === undefined ? part : { ...part, text: yield* fill(part.text) })
    yield
  }
  return { role, parts: filled }
}

/**
 * Fills the places of declared variables and of resolved includes in one pass, text by text, each
 * a step. Everything else stays as it is written. What is put in a place is never looked at again,
 * so it can only ever fill its own place: it makes no place, no message and no role. Never throws:
 * whatever cannot be filled in keeps its place and is named in `missing` or `invalid`.
 */
export function* renderInSteps({
  composition,
  arguments: given,
}: RenderInput): Generator<void, Rendering> {
  const { prompt, included, label } = composition
  const { name, version } = prompt
  const values = readValues(effectiveVariables(version.variables, included), given)
  yield
  const filler = createFiller(values.texts)
  const fill = (text: string) => filler.fill(text, version, included)
  const messages: Message[] = []
  for (const message of version.messages) {
    messages.push(yield* fillMessage(message, fill))
    yield
  }
  const { includes, invalid } = filler.told()
  return {
    messages,
    text: textOfAll(messages),
    name,
    version: version.n,
    label,
    sha256: version.sha256,
    modelConfig: version.modelConfig,
    includes,
    missing: [...values.missing],
    invalid: [...values.invalid, ...invalid],
  }
}

/** Renders at once; see `renderInSteps`. */
export function render(input: RenderInput): Rendering {
  return finish(renderInSteps(input))
}
