import type { Row } from '../../library/sql.ts'
import type { Client } from '../database/client.ts'

/** As many rows are held at a time; the longest has a megabyte or two. */
const portion = 50

/** The rows of a question, some at a time, within the transaction that is open. */
export async function* readInPortions(client: Client, question: string): AsyncGenerator<Row> {
  await client.query(`DECLARE portions NO SCROLL CURSOR FOR ${question}`)
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${portion} FROM portions`)
    yield* rows
    if (rows.length < portion) break
  }
  await client.query('CLOSE portions')
}
