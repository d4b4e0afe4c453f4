import { namesOfPlaces, type Variable } from '@promptbin/prompts'
import { createVariableNames } from '../values/variable-names.ts'
import { findPlaceholders } from './placeholder.ts'

/** As long as a variable's description may be, in characters. */
const maxDescriptionLength = 1_000

/** As many variables as a prompt may have; what more there is stays as it is written. */
const maxVariables = 200

/** Keeps what the name and the default cannot hold: the author's words and other suggestions. */
function describe(name: string, wording: string, suggestions: readonly string[]): string {
  const others = suggestions.slice(1)
  const parts = [
    ...(name === wording ? [] : [wording]),
    ...(others.length === 0 ? [] : [`Also suggested: ${others.join(' | ')}`]),
  ]
  return Array.from(parts.join('. ')).slice(0, maxDescriptionLength).join('')
}

/**
 * Turns the placeholders of a prompts.chat text into places of declared variables. Each wording is
 * one variable; the first default it is given anywhere is its default, the other ones go into its
 * description. A name that already stands in the text as a literal `{{name}}` is not used.
 */
export function declareVariables(text: string): { text: string; variables: Variable[] } {
  const nameOf = createVariableNames(namesOfPlaces(text))
  const names = new Map<string, string>()
  const suggestions = new Map<string, Set<string>>()
  const parts: string[] = []
  let end = 0
  for (const { start, written, wording, suggestion } of findPlaceholders(text)) {
    if (!names.has(wording) && names.size === maxVariables) continue
    const name = nameOf(wording)
    const suggested = suggestions.get(wording) ?? new Set()
    if (suggestion !== '') suggested.add(suggestion)
    names.set(wording, name)
    suggestions.set(wording, suggested)
    parts.push(text.slice(end, start), `{{${name}}}`)
    end = start + written.length
  }
  const variables = Array.from(names, ([wording, name]): Variable => {
    const suggested = [...(suggestions.get(wording) ?? [])]
    const description = describe(name, wording, suggested)
    return {
      name,
      ...(description !== '' && { description }),
      ...(suggested[0] === undefined ? { required: true } : { default: suggested[0] }),
    }
  })
  return { text: parts.join('') + text.slice(end), variables }
}
