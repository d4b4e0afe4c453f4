import { defaultLabel, latestLabel, type Selector } from '@promptbin/prompts'
import type { Sql } from '../sql.ts'

/** A version by its number, and the label that chose it, if one did. */
export interface Choice {
  readonly n: number
  readonly label: string | null
}

/**
 * Which version of a prompt a selector means: the one default rule of PromptBin stands here. Of a
 * number it is not said that the version exists; nothing is found for a label that is not set.
 */
export function chooseVersion(
  sql: Sql,
  prompt: { readonly id: string; readonly latest: number },
  { version, label }: Selector,
): Choice | undefined {
  if (version !== undefined) return { n: version, label: null }
  if (label === latestLabel) return { n: prompt.latest, label }
  const wanted = label ?? defaultLabel
  const row = sql.get`SELECT n FROM label WHERE prompt = ${prompt.id} AND name = ${wanted}`
  if (row !== undefined) return { n: Number(row['n']), label: wanted }
  return label === undefined ? { n: prompt.latest, label: latestLabel } : undefined
}
