import { canonicalJson } from '../canonical-json.ts'
import type { Content } from '../prompt/content-hash.ts'
import type { ModelConfig } from '../prompt/version.ts'
import { finish } from '../steps.ts'
import { diffTexts } from '../text-diff/diff-texts.ts'
import { Effort } from '../text-diff/effort.ts'
import type { TextDiff } from '../text-diff/text-diff.ts'
import { diffMessages } from './diff-messages.ts'
import { diffVariables, isReordered } from './diff-variables.ts'
import type { PromptDiff } from './prompt-diff.ts'

/** Settings as a person reads them, in an order of keys that does not depend on who wrote them. */
const readable = (config: ModelConfig) => JSON.stringify(JSON.parse(canonicalJson(config)), null, 2)

function diffModelConfig(from: ModelConfig, to: ModelConfig, effort: Effort): TextDiff | null {
  const [older, newer] = [readable(from), readable(to)]
  return older === newer ? null : diffTexts(older, newer, effort)
}

/**
 * What differs between two versions, or between two renderings with their messages, found message
 * by message. The work is bounded: where too much differs it says only that a text was replaced.
 */
export function* diffInSteps(from: Content, to: Content): Generator<void, PromptDiff> {
  const effort = new Effort()
  const messages = yield* diffMessages(from.messages, to.messages, effort)
  const variables = diffVariables(from.variables, to.variables)
  const variablesReordered = isReordered(from.variables, to.variables)
  const modelConfig = diffModelConfig(from.modelConfig ?? {}, to.modelConfig ?? {}, effort)
  const same =
    messages.every(({ change }) => change === 'same') &&
    variables.length === 0 &&
    !variablesReordered &&
    modelConfig === null
  return {
    same,
    messages,
    variables: [...variables],
    variablesReordered,
    modelConfig,
  }
}

/** Compares at once; see `diffInSteps`. */
export function diffVersions(from: Content, to: Content): PromptDiff {
  return finish(diffInSteps(from, to))
}
