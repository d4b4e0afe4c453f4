import { contentBytesOf, type Message } from '@promptbin/prompts'
import { type Marked, marksOf } from '../search/marks.ts'
import type { Sql } from '../sql.ts'

/** What is kept with a prompt, so that lists are quick, though its versions and labels say it already. */
export interface Derived {
  /** What a list can be narrowed to, as words of the index. */
  readonly marks: string
  /** How large its default version is. */
  readonly contentBytes: number
}

/** What a prompt itself says of that. */
type About = Omit<Marked, 'labels' | 'uses'>

/** The same for a prompt whose parts are at hand. */
export function deriveFrom(marked: Marked, defaultMessages: readonly Message[]): Derived {
  return { marks: marksOf(marked), contentBytes: contentBytesOf(defaultMessages) }
}

/**
 * Works it out for a prompt of which `latest` is the newest version; its versions, labels and includes are
 * written already. What it includes is of the newest and the labelled versions.
 */
export function readDerived(
  sql: Sql,
  { id, latest, ...about }: About & { readonly id: string; readonly latest: number },
): Derived {
  const rows = sql.all`
    SELECT 'label' AS kind, name AS value FROM label WHERE prompt = ${id}
     UNION ALL
    SELECT DISTINCT 'uses', target FROM reference
     WHERE prompt = ${id}
       AND n IN (SELECT ${latest} UNION ALL SELECT n FROM label WHERE prompt = ${id})
     UNION ALL
    SELECT 'messages', messages FROM version
     WHERE prompt = ${id}
       AND n = coalesce((SELECT n FROM label WHERE prompt = ${id} AND name = 'production'),
                        ${latest})`
  const valuesOf = (kind: string) =>
    rows.filter((row) => row['kind'] === kind).map(({ value }) => String(value))
  const [messages] = valuesOf('messages')
  const marked = { ...about, labels: valuesOf('label').sort(), uses: valuesOf('uses').sort() }
  return deriveFrom(marked, JSON.parse(String(messages)))
}
