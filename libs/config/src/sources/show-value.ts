import type { Setting } from '../schema/settings.ts'

/** Enough to recognise what one wrote. */
const LONGEST_SHOWN = 80

/** The value as a message may show it: masked if it is sensitive, never long, never a password. */
export function showValue(written: unknown, { sensitive }: Pick<Setting, 'sensitive'>): string {
  if (sensitive) return '[hidden]'
  const text = (JSON.stringify(written) ?? String(written)).replace(/\/\/[^/@\s]*@/g, '//[hidden]@')
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`
}
