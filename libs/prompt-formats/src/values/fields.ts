import type { PlainObject } from './plain-json.ts'

/** A text, or a number or a switch as text; `undefined` for anything else, and for a blank one. */
export function textOrNothing(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A list of texts: of a list, or of one text with commas. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(',').flatMap((text) => text.trim() || [])
  return Array.isArray(value) ? value.flatMap((item) => textOrNothing(item) ?? []) : []
}

/** Names the fields of an object that nothing is made of; nothing if there are none. */
export function noteOnUnknown(value: PlainObject, known: readonly string[]): string[] {
  const unknown = Object.keys(value).filter((field) => !known.includes(field))
  return unknown.length === 0 ? [] : [`Fields left out: ${unknown.slice(0, 10).join(', ')}.`]
}
