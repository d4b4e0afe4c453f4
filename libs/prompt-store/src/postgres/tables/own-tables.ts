import type { Client } from '../database/client.ts'

/** A base table of a library, as the catalogue of its database tells it; names are quoted for SQL. */
export interface OwnTable {
  readonly name: string
  readonly quoted: string
  /** The columns that are written: what the server works out itself is not. */
  readonly columns: string
  /** What puts the rows of `whole` in one order on every server; null for a table without a key. */
  readonly order: string | null
  /** The column that numbers itself; null without one. */
  readonly numbered: string | null
}

/** What must be there first: a reference that can wait for the end of the transaction is no matter. */
type Needing = OwnTable & { readonly needs: readonly string[] }

const catalogue = `
SELECT relname AS name, quote_ident(relname) AS quoted,
       (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
          FROM pg_attribute
         WHERE attrelid = own.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '')
         AS columns,
       (SELECT string_agg('whole.' || quote_ident(attname)
                          || CASE WHEN attcollation = 0 THEN '' ELSE ' COLLATE "C"' END,
                          ', ' ORDER BY place)
          FROM pg_index
         CROSS JOIN unnest(indkey) WITH ORDINALITY AS key (number, place)
          JOIN pg_attribute ON attrelid = indrelid AND attnum = key.number
         WHERE indrelid = own.oid AND indisprimary) AS order,
       (SELECT attname FROM pg_attribute
         WHERE attrelid = own.oid AND attidentity <> '' AND NOT attisdropped) AS numbered,
       to_json(ARRAY(
         SELECT needed.relname FROM pg_constraint JOIN pg_class AS needed ON needed.oid = confrelid
          WHERE conrelid = own.oid AND contype = 'f' AND NOT condeferrable AND confrelid <> conrelid
       )) AS needs
  FROM pg_class AS own
 WHERE relkind IN ('r', 'p') AND NOT relispartition
   AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
   AND NOT EXISTS (SELECT 1 FROM pg_depend
                    WHERE classid = 'pg_class'::regclass AND objid = own.oid AND deptype = 'e')
 ORDER BY relname COLLATE "C"`

/**
 * All tables of the schema that is in use, whatever version made it, but for those of extensions. Each
 * comes after what its rows refer to, so that they can be filled one after the other.
 */
export async function listTables(client: Client): Promise<readonly OwnTable[]> {
  const { rows } = await client.query<OwnTable & { readonly needs: string }>(catalogue)
  return inOrder(rows.map((row) => ({ ...row, needs: JSON.parse(row.needs) })))
}

function inOrder(tables: readonly Needing[]): readonly OwnTable[] {
  const ordered: OwnTable[] = []
  let waiting = tables
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name))
    const isReady = ({ needs }: Needing) => !needs.some((name) => names.has(name))
    const ready = waiting.filter(isReady)
    if (ready.length === 0) throw new Error(`These tables need each other: ${[...names].join()}.`)
    ordered.push(...ready.map(({ needs: _, ...table }) => table))
    waiting = waiting.filter((table) => !isReady(table))
  }
  return ordered
}
