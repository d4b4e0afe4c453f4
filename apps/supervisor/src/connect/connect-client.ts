import { preparePrivateFolder, version } from '@promptbin/config'
import type { Client, Connection, Entry, Machine } from './clients/client.ts'
import { readConnection } from './clients/read-connection.ts'
import {
  clientFileUnexpected,
  clientNotHere,
  clientWithoutHttp,
  connectionFailed,
  nothingToUndo,
} from './errors.ts'
import { Backups } from './files/backups.ts'
import { digestOf, readText, replaceText } from './files/client-file.ts'
import { entryAt, readConfiguration } from './files/configuration-text.ts'
import { fileOf } from './list-clients.ts'
import { type PlannedChange, parseFile, planEntry, planText } from './plan-change.ts'
import { type TriedConnection, tryConnection } from './try-connection.ts'

/** A client to connect, and its file. */
export interface ConnectTarget {
  readonly client: Client
  readonly file: string
  /** Where the files of clients are kept as they were. */
  readonly dataFolder: string
}

/** The file of a client: the named one, else where it keeps it. Throws PB_CLIENT_NOT_HERE. */
export function targetFile(client: Client, machine: Machine, named: string | undefined): string {
  if (named !== undefined) return named
  if (['linux', 'darwin', 'win32'].includes(machine.platform)) return fileOf(client, machine)
  throw clientNotHere(client.title, machine.platform)
}

/** The entry of a connection in the words of a client. Throws PB_CLIENT_WITHOUT_HTTP. */
export function entryFor(client: Client, connection: Connection): Entry {
  const entry = client.toEntry(connection)
  if (entry === undefined) throw clientWithoutHttp(client.title)
  return entry
}

/** What has to change so that a client knows PromptBin. Throws what `planEntry` throws. */
export function planConnect({ client, file }: ConnectTarget, entry: Entry): PlannedChange {
  return planEntry(client, file, entry)
}

/**
 * What has to change so that the last connect is taken back: the file as it was before, unless somebody
 * has changed it since; then the entry alone becomes what it was. Throws PB_NOTHING_TO_UNDO.
 */
export function planUndo({ client, file, dataFolder }: ConnectTarget): PlannedChange {
  const backup = new Backups(dataFolder, client.name).last()
  const withoutEntry = () => planEntry(client, file, undefined)
  if (backup === undefined || backup.file !== file) {
    const plan = withoutEntry()
    if (plan.diff === '') throw nothingToUndo(client.title)
    return plan
  }
  const current = readText(file)
  if (current !== null && digestOf(current) === backup.afterDigest) {
    return planText(file, current, backup.before)
  }
  const earlier = readConfiguration(backup.before ?? '', client.format)
  const entry = entryAt(earlier, client.place(earlier))
  return entry === undefined ? withoutEntry() : planEntry(client, file, entry as Entry)
}

/** Writes a planned change and keeps what was there before. Returns where that is kept. */
export function writeConnect(target: ConnectTarget, plan: PlannedChange): string | null {
  const { client, file, dataFolder } = target
  if (plan.after === null || plan.diff === '') return null
  preparePrivateFolder(dataFolder)
  const backups = new Backups(dataFolder, client.name)
  const backup = backups.keep({ file, before: plan.before, after: plan.after })
  try {
    replaceText(file, plan.before, plan.after)
  } catch (error) {
    backups.drop(backup)
    throw error
  }
  return backup
}

/** Writes what takes the last connect back, and forgets it. */
export function writeUndo({ client, file, dataFolder }: ConnectTarget, plan: PlannedChange): void {
  const backups = new Backups(dataFolder, client.name)
  const backup = backups.last()
  if (plan.diff !== '') replaceText(file, plan.before, plan.after)
  if (backup?.file === file) backups.drop(backup.path)
}

/**
 * Does with the entry that stands in the file what the client will do with it. Throws
 * PB_CONNECTION_FAILED.
 */
export async function tryWritten({ client, file }: ConnectTarget): Promise<TriedConnection> {
  const configuration = parseFile(file, client.format)
  const connection = readConnection(entryAt(configuration, client.place(configuration)))
  if (connection === undefined) throw clientFileUnexpected(file, 'its entry names no program')
  try {
    return await tryConnection(connection, version)
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw connectionFailed.with({ cause }, words.replace(/\.+$/, ''))
  }
}
