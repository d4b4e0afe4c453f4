import { lintCharacters } from '../hazards/lint-characters.ts'
import { lintSecrets } from '../hazards/lint-secrets.ts'
import type { Message } from '../prompt/message.ts'
import type { Variable } from '../prompt/variable.ts'
import type { ModelConfig } from '../prompt/version.ts'
import type { Included } from '../rendering/composition.ts'
import { finish } from '../steps.ts'
import { type Lint, maxFindings } from './finding.ts'
import { lintIncludes } from './lint-includes.ts'
import { lintMessages } from './lint-messages.ts'
import { lintNames } from './lint-names.ts'
import { type LintText, lintTexts } from './lint-text.ts'
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

/** Where more is found than is told, the grave findings go first. */
const weights: Readonly<Record<Lint['severity'], number>> = { error: 0, warning: 1, info: 2 }

/** By their place in the text; what has none comes last. */
function byPlace({ at: one }: Lint, { at: other }: Lint): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return one.message - other.message || one.part - other.part || one.from - other.from
}

/** All findings, piece by piece. */
function* findings(
  texts: readonly LintText[],
  { messages, variables, modelConfig }: Required<LintInput>,
  unresolved: readonly string[],
  included: readonly Included[],
): Generator<readonly Lint[]> {
  yield* lintSecrets(texts, variables, modelConfig)
  yield lintIncludes(texts, unresolved, included)
  yield* lintCharacters(texts)
  yield lintNames(texts, variables)
  yield lintMessages(messages)
  yield lintVariables(texts, variables, included)
}

/**
 * Looks a prompt over in steps, each of which takes a few milliseconds for the longest text; what
 * comes back in the end is at most 100 findings, in the order of the text.
 */
export function* lintInSteps(
  { messages, variables, modelConfig = {} }: LintInput,
  { unresolved = [], included = [] }: LintOptions = {},
): Generator<void, readonly Lint[]> {
  const texts: LintText[] = []
  for (const text of lintTexts(messages)) {
    texts.push(text)
    yield
  }
  const found: Lint[] = []
  for (const some of findings(texts, { messages, variables, modelConfig }, unresolved, included)) {
    found.push(...some)
    yield
  }
  return found
    .toSorted((one, other) => weights[one.severity] - weights[other.severity])
    .slice(0, maxFindings)
    .toSorted(byPlace)
}

/** Looks a prompt over at once; see `lintInSteps`. */
export function lint(input: LintInput, options: LintOptions = {}): readonly Lint[] {
  return finish(lintInSteps(input, options))
}
