import type { Variable } from '../prompt/variable.ts'
import type { Included } from '../rendering/composition.ts'
import { effectiveVariables } from '../rendering/effective-variables.ts'
import type { Lint } from './finding.ts'
import type { LintText } from './lint-text.ts'

/** What there is to be said of the declared variables themselves. */
export function lintVariables(
  texts: readonly LintText[],
  variables: readonly Variable[],
  included: readonly Included[],
): Lint[] {
  const used = new Set(texts.flatMap(({ names }) => names).map(({ name }) => name))
  // A declaration can also be there to stand before that of an included prompt.
  for (const { name } of effectiveVariables([], included)) used.add(name)
  return variables.flatMap((variable): Lint[] => [
    ...(used.has(variable.name) ? [] : [unused(variable)]),
    ...(variable.required && variable.default !== undefined ? [neverMissing(variable)] : []),
  ])
}

function unused({ name }: Variable): Lint {
  return {
    code: 'unused-variable',
    severity: 'warning',
    message: `The variable "${name}" has no place in the text.`,
    hint: `Write {{${name}}} where its value belongs, or remove the variable.`,
    at: null,
    variable: name,
  }
}

function neverMissing({ name }: Variable): Lint {
  return {
    code: 'required-with-default',
    severity: 'info',
    message: `The variable "${name}" is required, but it has a default and so is never missing.`,
    hint: 'Remove the default if somebody must decide each time, or make the variable optional.',
    at: null,
    variable: name,
  }
}
