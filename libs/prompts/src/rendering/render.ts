import { type Message, type Part, textOfAll } from '../prompt/message.ts'
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

/**
 * Fills the places of declared variables and of resolved includes in one pass. Everything else
 * stays as it is written. What is put in a place is never looked at again, so it can only ever
 * fill its own place: it makes no place, no message and no role. Never throws: whatever cannot be
 * filled in keeps its place and is named in `missing` or `invalid`.
 */
export function render({ composition, arguments: given }: RenderInput): Rendering {
  const { prompt, included, label } = composition
  const { name, version } = prompt
  const values = readValues(effectiveVariables(version.variables, included), given)
  const filler = createFiller(values.texts)

  const fillPart = (part: Part): Part =>
    part.text === undefined ? part : { ...part, text: filler.fill(part.text, version, included) }
  const messages = version.messages.map(
    ({ role, text, parts = [] }): Message =>
      text === undefined
        ? { role, parts: parts.map(fillPart) }
        : { role, text: filler.fill(text, version, included) },
  )
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
