import { Socket } from 'node:net'
import pg from 'pg'
import { asLibpqMeansIt, withTlsCode } from './tls.ts'

/** The most that is waited for: a server that answers later is as good as none. */
const connectingMs = 5_000

/** What PostgreSQL may take for one statement; the longest of ours reads 8 MB of versions. */
const statementMs = 30_000

/** How long a change waits for another process that writes, or for a change of the schema. */
const lockMs = 2_000

/** The server ends a transaction that nobody goes on with, as it holds up all others that write. */
const idleInTransactionMs = 30_000

/** A connection that is silent for so long is asked whether it is still there. */
const idleBeforeProbeMs = 10_000

/** Past this the server cannot be reached any more, or it would have ended the statement itself. */
const usualAnswerMs = statementMs + 5_000

/**
 * A save is answered when it is on the disk, whatever the server does otherwise; stricter settings of
 * its own stay. Small statements are not worth compiling.
 */
const sessionSettings = `
SET statement_timeout = ${statementMs};
SET lock_timeout = ${lockMs};
SET idle_in_transaction_session_timeout = ${idleInTransactionMs};
SET jit = off;
SELECT set_config('synchronous_commit', 'on', false)
 WHERE current_setting('synchronous_commit') = 'off'`

/** Types of PostgreSQL, by their object ids (pg_type.dat), that are read as SQLite gives them. */
const readers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.BOOL, (text) => Number(text === 't')],
  [pg.types.builtins.INT2, Number],
  [pg.types.builtins.INT4, Number],
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.FLOAT4, Number],
  [pg.types.builtins.FLOAT8, Number],
  [pg.types.builtins.NUMERIC, Number],
])

const asText = (text: string) => text

/** Numbers and flags come as numbers, all else as the text that it is, JSON included. */
const types = { getTypeParser: (type: number) => readers.get(type) ?? asText }

/** A connection to PostgreSQL. */
export type Client = pg.Client

/** How long an answer is waited for, in milliseconds; as long as a statement may take unless told. */
export interface ClientOptions {
  readonly answerMs?: number
}

/**
 * Connects to a database, for statements whose rows look as those of SQLite do. Rejects with what
 * PostgreSQL, the system or Node say; none of them tells the password.
 */
export async function openClient(url: string, options: ClientOptions = {}): Promise<Client> {
  try {
    return await connect(url, options)
  } catch (error) {
    throw withTlsCode(error)
  }
}

async function connect(url: string, { answerMs = usualAnswerMs }: ClientOptions): Promise<Client> {
  const client = new pg.Client({
    connectionString: asLibpqMeansIt(url),
    application_name: 'promptbin',
    connectionTimeoutMillis: connectingMs,
    query_timeout: answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: idleBeforeProbeMs,
    // The types of the package know only parsers of its own.
    types: types as unknown as pg.CustomTypesConfig,
  })
  // Whoever asks next is told; without a listener the process would end.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(sessionSettings)
    return client
  } catch (error) {
    dropClient(client)
    throw error
  }
}

/** Leaves a connection without waiting for a server that may not be there. */
export function dropClient(client: Client): void {
  client.end().catch(() => {})
  client.connection?.stream.destroy()
}

/** Lets the process end although the connection is open. */
export function letProcessEnd(client: Client): void {
  const stream = client.connection?.stream
  if (stream instanceof Socket) stream.unref()
}

/** Whether it was this end that did not wait any longer, so that asking again would take as long. */
export function isOfPatience(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** Whether it was PostgreSQL that answered, with a code of its own. */
export function isServerError(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError
}
