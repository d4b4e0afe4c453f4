import type { SQLTagStore } from 'node:sqlite'
import type { Prompt, Selector, Version } from '@promptbin/prompts'
import { labelNotFound, promptNotFound, selectorAmbiguous, versionNotFound } from '../../errors.ts'
import { readAliases } from '../names/alias.ts'
import type { SummaryRow } from '../rows.ts'
import { type Choice, chooseVersion } from '../versions/choose-version.ts'
import { readVersion } from '../versions/read-version.ts'
import { toSummary } from './summary.ts'

/** A living prompt by its id, in its newest version. */
export function readNewest(sql: SQLTagStore, id: string): Prompt {
  return readChosen(sql, id, { label: 'latest' }).prompt
}

/** A living prompt by its id, in the chosen version; throws as `PromptStore.compose` does. */
export function readChosen(
  sql: SQLTagStore,
  id: string,
  selector: Selector,
): { readonly prompt: Prompt; readonly choice: Choice } {
  const row = sql.get`SELECT * FROM prompt_summary WHERE id = ${id}`
  if (row === undefined) throw promptNotFound(id)
  const summary = toSummary(sql, row as unknown as SummaryRow)
  const { choice, version } = readSelected(sql, summary, selector)
  return { prompt: { ...summary, aliases: [...readAliases(sql, id)], version }, choice }
}

function readSelected(
  sql: SQLTagStore,
  prompt: Pick<Prompt, 'id' | 'name' | 'latest'>,
  selector: Selector,
): { readonly choice: Choice; readonly version: Version } {
  const { version: n, label } = selector
  if (n !== undefined && label !== undefined) throw selectorAmbiguous()
  const choice = chooseVersion(sql, prompt, selector)
  if (choice === undefined) throw labelNotFound(prompt.name, label ?? '')
  const version = readVersion(sql, prompt.id, choice.n)
  if (version === undefined) throw versionNotFound(prompt.name, choice.n)
  return { choice, version }
}
