import { namesOfPlaces, uniqueName, type Variable } from '@promptbin/prompts'
import { transliterate } from 'transliteration'
import { findPlaceholders } from './placeholder.ts'

/** As long as a variable's description may be, in characters. */
const maxDescriptionLength = 1_000

/** As long as a variable's name may be. */
const maxNameLength = 64

/** As many variables as a prompt may have; what more there is stays as it is written. */
const maxVariables = 200

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/

/** A name for wording that has no letter or digit that could be written in ASCII. */
const nameless = 'value'

/** A variable's name from its wording: "points clés" gives `points_cles`. Always a valid name. */
function variableName(wording: string): string {
  if (identifier.test(wording) && wording.length <= maxNameLength) return wording
  const ascii = transliterate(wording.toWellFormed()).replace(/['’`]/g, '')
  const words = ascii.match(/[A-Za-z0-9_]+/g)?.join('_') ?? nameless
  const name = /^\d/.test(words) ? `_${words}` : words
  return name.slice(0, maxNameLength).replace(/_+$/, '') || nameless
}

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
  const literal = namesOfPlaces(text)
  const names = new Map<string, string>()
  const suggestions = new Map<string, Set<string>>()
  const used = new Set<string>()
  const parts: string[] = []
  let end = 0
  for (const { start, written, wording, suggestion } of findPlaceholders(text)) {
    if (!names.has(wording) && names.size === maxVariables) continue
    const name =
      names.get(wording) ??
      uniqueName(variableName(wording), (taken) => used.has(taken) || literal.has(taken), '_')
    const suggested = suggestions.get(wording) ?? new Set()
    if (suggestion !== '') suggested.add(suggestion)
    names.set(wording, name)
    suggestions.set(wording, suggested)
    used.add(name)
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
