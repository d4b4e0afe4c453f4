import { contentBytesOf } from '@promptbin/prompts'
import type { Sql } from '../sql.ts'
import type { PromptState } from './write-prompt.ts'

/** How large the default version of a prompt is, its versions and labels being written already. */
export function readContentBytes(
  sql: Sql,
  { id, latest }: Pick<PromptState, 'id' | 'latest'>,
): number {
  const row = sql.get`
    SELECT messages
      FROM version
     WHERE prompt = ${id}
       AND n = coalesce((SELECT n FROM label WHERE prompt = ${id} AND name = 'production'),
                        ${latest})`
  return contentBytesOf(JSON.parse(String(row?.['messages'])))
}
