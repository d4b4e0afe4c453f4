import type { Prompt, Selector, Version } from '@promptbin/prompts'
import { labelNotFound, promptNotFound, selectorAmbiguous, versionNotFound } from '../../errors.ts'
import type { ReadVersion } from '../includes/read-included.ts'
import { readAliases } from '../names/alias.ts'
import { type SummaryRow, toVersion, type VersionRow } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { type Choice, chooseVersion } from '../versions/choose-version.ts'
import { readDeclaration, readVersion } from '../versions/read-version.ts'
import { toSummary } from './summary.ts'

/** The version that a row has beside the summary of its prompt. */
interface NewestRow extends SummaryRow, Omit<VersionRow, 'n' | 'created_at' | 'variables'> {
  readonly made_at: number
  readonly declared: string
}

/** A living prompt by its id, in its newest version; `aliases` are read unless they are known. */
export function readNewest(
  sql: Sql,
  id: string,
  aliases: readonly string[] = readAliases(sql, id),
): Prompt {
  const row = sql.get`
    SELECT prompt_summary.*, version.sha256, version.message, version.author, version.client,
           version.created_at AS made_at, version.variables AS declared, version.messages,
           version.model_config
      FROM prompt_summary
      JOIN version ON version.prompt = prompt_summary.id AND version.n = prompt_summary.latest
     WHERE prompt_summary.id = ${id}` as unknown as NewestRow | undefined
  if (row === undefined) throw promptNotFound(id)
  const newest = { ...row, n: row.latest, created_at: row.made_at, variables: row.declared }
  return { ...toSummary(sql, row), aliases: [...aliases], version: toVersion(newest) }
}

/**
 * A living prompt by its id, in the chosen version; throws as `PromptStore.compose` does. What it
 * includes is looked up by `read`.
 */
export function readChosen(
  sql: Sql,
  id: string,
  selector: Selector,
  read: ReadVersion = readDeclaration,
): { readonly prompt: Prompt; readonly choice: Choice } {
  const row = sql.get`SELECT * FROM prompt_summary WHERE id = ${id}`
  if (row === undefined) throw promptNotFound(id)
  const summary = toSummary(sql, row as unknown as SummaryRow, read)
  const { choice, version } = readSelected(sql, summary, selector)
  return { prompt: { ...summary, aliases: [...readAliases(sql, id)], version }, choice }
}

function readSelected(
  sql: Sql,
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
