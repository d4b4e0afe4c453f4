import { inspect } from 'node:util'
import type { Setting } from '../settings.ts'

/** Enough to recognise what one wrote. */
const LONGEST_SHOWN = 80

/** The value as a message may show it: masked if it is sensitive, never long, never a password. */
export function showValue(written: unknown, { sensitive }: Pick<Setting, 'sensitive'>): string {
  if (sensitive) return '[hidden]'
  const text = typeof written === 'string' ? JSON.stringify(written) : inspectShortly(written)
  const masked = withoutPassword(text)
  return masked.length <= LONGEST_SHOWN ? masked : `${masked.slice(0, LONGEST_SHOWN)}…`
}

/** A text without what stands before the host of the addresses in it: a user and a password. */
export function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/\s"']*@/g, '//[hidden]@')
}

/** A value of a YAML file may hold itself, which JSON cannot say. */
function inspectShortly(written: unknown): string {
  return inspect(written, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 5 })
}
