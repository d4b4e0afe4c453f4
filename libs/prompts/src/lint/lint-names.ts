import type { Variable } from '../prompt/variable.ts'
import { createTold, type Lint, maxFindings } from './finding.ts'
import { type LintText, type NamedPlace, placeIn } from './lint-text.ts'

/** Words that template languages put between the same braces. */
const foreignWords = new Set(['else', 'end', 'this', 'super', 'yield', 'null', 'true', 'false'])

/** Signs of a template language that has its own meaning for double braces. */
const foreignSigns = /\{%|\{#|\{\{[-#/^!.~&]/

/** Whether a place looks like one of ours, and not like `${{ name }}` or `{{{name}}}`. */
function looksLikePlace(text: string, from: number, written: string): boolean {
  return !/[${\\]/.test(text[from - 1] ?? '') && text[from + written.length] !== '}'
}

/** Places for names that nothing declares: they stay as they are written. */
export function lintNames(texts: readonly LintText[], variables: readonly Variable[]): Lint[] {
  const known = new Set([...foreignWords, ...variables.map(({ name }) => name)])
  const byLowerCase = new Map(variables.map(({ name }) => [name.toLowerCase(), name]))
  const isForeign = texts.some(({ text }) => foreignSigns.test(text))
  const others: Lint[] = []
  const mistyped: Lint[] = []
  const isTold = createTold()
  const isNew = ({ name, written, from }: NamedPlace, text: string, found: readonly Lint[]) =>
    found.length < maxFindings && looksLikePlace(text, from, written) && !isTold(name)
  for (const text of texts) {
    for (const place of text.names) {
      const { name, written, from } = place
      if (known.has(name)) continue
      const meant = byLowerCase.get(name.toLowerCase())
      const found = meant === undefined ? others : mistyped
      if (!isNew(place, text.text, found)) continue
      const at = placeIn(text, from, written.length)
      found.push(meant === undefined ? undeclared(name, at, isForeign) : otherCase(name, meant, at))
    }
  }
  return [...others, ...mistyped]
}

function undeclared(name: string, at: Lint['at'], isForeign: boolean): Lint {
  return {
    code: 'undeclared-name',
    severity: isForeign ? 'info' : 'warning',
    message: `"${name}" is not declared, so this stays as it is written.`,
    hint: 'Declare it as a variable if a value belongs here.',
    at,
    variable: name,
  }
}

function otherCase(name: string, meant: string, at: Lint['at']): Lint {
  return {
    code: 'different-case',
    severity: 'warning',
    message: `"${name}" is not the variable "${meant}": the case of letters counts.`,
    hint: `Write {{${meant}}} if its value belongs here.`,
    at,
    variable: meant,
  }
}
