import { lintCharacters } from '../hazards/lint-characters.ts'
import { lintSecrets } from '../hazards/lint-secrets.ts'
import type { Message } from '../prompt/message.ts'
import type { Variable } from '../prompt/variable.ts'
import type { ModelConfig } from '../prompt/version.ts'
import type { Included } from '../rendering/composition.ts'
import type { Lint } from './finding.ts'
import { lintIncludes } from './lint-includes.ts'
import { lintMessages } from './lint-messages.ts'
import { lintNames } from './lint-names.ts'
import { lintTexts } from './lint-text.ts'
import { lintVariables } from './lint-variables.ts'

/** What to look over: a version, or a draft with its fields decided. */
export interface LintInput {
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly modelConfig?: ModelConfig
}

/** What is known of the prompts that are included. */
export interface LintOptions {
  /** References in the text that stand for nothing, and so stay as written. */
  readonly unresolved?: readonly string[]
  /** What the other references stand for. */
  readonly included?: readonly Included[]
}

/** More findings than a person reads are not told; the grave ones go first. */
const maxFindings = 100

const weights: Readonly<Record<Lint['severity'], number>> = { error: 0, warning: 1, info: 2 }

/** By their place in the text; what has none comes last. */
function byPlace({ at: one }: Lint, { at: other }: Lint): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return one.message - other.message || one.part - other.part || one.from - other.from
}

/**
 * Looks a prompt over: at most 100 findings, in the order of the text. It takes time in proportion
 * to the text, whatever is in it.
 */
export function lint(
  { messages, variables, modelConfig = {} }: LintInput,
  { unresolved = [], included = [] }: LintOptions = {},
): readonly Lint[] {
  const texts = lintTexts(messages)
  return [
    ...lintSecrets(texts, variables, modelConfig),
    ...lintIncludes(texts, unresolved, included),
    ...lintCharacters(texts),
    ...lintNames(texts, variables),
    ...lintMessages(messages),
    ...lintVariables(texts, variables, included),
  ]
    .toSorted((one, other) => weights[one.severity] - weights[other.severity])
    .slice(0, maxFindings)
    .toSorted(byPlace)
}
