import type { Variable } from '../prompt/variable.ts'
import { splitAtPlaces } from '../text/place.ts'
import type { Lint } from './finding.ts'
import { type LintText, placeIn } from './lint-text.ts'

/** A name in a place, and where it stands. */
interface NamedPlace {
  readonly name: string
  readonly written: string
  readonly from: number
  readonly in: LintText
}

/** Words that template languages put between the same braces. */
const foreignWords = new Set(['else', 'end', 'this', 'super', 'yield', 'null', 'true', 'false'])

/** Signs of a template language that has its own meaning for double braces. */
const foreignSigns = /\{%|\{#|\{\{[-#/^!.~&]/

/** How often the same name is told. */
const maxTold = 5

/** Whether a place looks like one of ours, and not like `${{ name }}` or `{{{name}}}`. */
function looksLikePlace(text: string, from: number, written: string): boolean {
  return !/[${\\]/.test(text[from - 1] ?? '') && text[from + written.length] !== '}'
}

/** The places of a text that look like places for values. */
export function namedPlaces(text: LintText): readonly NamedPlace[] {
  if (!text.hasPlaces) return []
  let end = 0
  return splitAtPlaces(text.text).flatMap(({ text: written, name }) => {
    const from = end
    end += written.length
    return name === undefined ? [] : [{ name, written, from, in: text }]
  })
}

/** Places for names that nothing declares: they stay as they are written. */
export function lintNames(texts: readonly LintText[], variables: readonly Variable[]): Lint[] {
  const declared = new Set(variables.map(({ name }) => name))
  const byLowerCase = new Map(variables.map(({ name }) => [name.toLowerCase(), name]))
  const isForeign = texts.some(({ text }) => foreignSigns.test(text))
  const told = new Map<string, number>()
  return texts.flatMap(namedPlaces).flatMap(({ name, written, from, in: text }): Lint[] => {
    if (declared.has(name) || foreignWords.has(name)) return []
    if (!looksLikePlace(text.text, from, written)) return []
    const count = told.get(name) ?? 0
    told.set(name, count + 1)
    if (count >= maxTold) return []
    const at = placeIn(text, from, written.length)
    const meant = byLowerCase.get(name.toLowerCase())
    return meant === undefined ? [undeclared(name, at, isForeign)] : [otherCase(name, meant, at)]
  })
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
