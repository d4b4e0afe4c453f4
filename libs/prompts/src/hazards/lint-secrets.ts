import type { Lint } from '../lint/finding.ts'
import { type LintText, placeIn } from '../lint/lint-text.ts'
import type { Variable } from '../prompt/variable.ts'
import type { ModelConfig } from '../prompt/version.ts'
import { secretForms } from './secret-forms.ts'

/** How many of one form are told of one text. */
const maxTold = 5

/** The first places of a text in which it has what looks like a secret. */
function firstOf(form: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  for (const each of text.matchAll(form)) {
    found.push(each)
    if (found.length === maxTold) break
  }
  return found
}

/** Where a text has what looks like a secret, and like what. */
function secretsIn(text: string) {
  return secretForms.flatMap(({ name, form }) =>
    firstOf(form, text).map((found) => ({ name, from: found.index, length: found[0].length })),
  )
}

function finding(name: string, where: string, rest: Pick<Lint, 'at' | 'variable'>): Lint {
  return {
    code: 'secret',
    severity: 'error',
    message: `${where} looks like ${name}.`,
    hint: 'Take it out: everybody who can use the prompt could read it. If it was saved before, make it worthless where it came from.',
    ...rest,
  }
}

/** The texts of a variable in which somebody may have left a secret. */
function lintVariable(variable: Variable): Lint[] {
  const { name, description = '', example = '', default: usual = '', options = [] } = variable
  const texts = [description, example, usual, ...options]
  return secretsIn(texts.join('\n')).map((found) =>
    finding(found.name, `What is declared for the variable "${name}"`, {
      at: null,
      variable: name,
    }),
  )
}

/**
 * What looks like a key or a password, in the messages and beside them, told piece by piece. It is
 * never repeated.
 */
export function* lintSecrets(
  texts: readonly LintText[],
  variables: readonly Variable[],
  modelConfig: ModelConfig,
): Generator<readonly Lint[]> {
  for (const text of texts) {
    yield secretsIn(text.text).map(({ name, from, length }) =>
      finding(name, 'This', { at: placeIn(text, from, length) }),
    )
  }
  for (const variable of variables) yield lintVariable(variable)
  yield secretsIn(JSON.stringify(modelConfig)).map(({ name }) =>
    finding(name, 'A model setting', { at: null }),
  )
}
