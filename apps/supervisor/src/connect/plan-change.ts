import { createTwoFilesPatch } from 'diff'
import type { Client, Entry } from './clients/client.ts'
import { clientFileUnreadable } from './errors.ts'
import { readText } from './files/client-file.ts'
import { changeEntry, entryAt, readConfiguration } from './files/configuration-text.ts'

/** What is to become of a client's file. Nothing is written yet. */
export interface PlannedChange {
  readonly file: string
  /** Null: there is none. */
  readonly before: string | null
  /** Null: it is to be removed. */
  readonly after: string | null
  /** As `diff -u` shows it; empty when nothing changes. */
  readonly diff: string
}

/**
 * What has to change so that a client has the entry, or has none of PromptBin with undefined. Throws
 * PB_CLIENT_FILE_UNREADABLE, PB_CLIENT_FILE_UNEXPECTED.
 */
export function planEntry(
  client: Pick<Client, 'format' | 'place'>,
  file: string,
  entry: Entry | undefined,
): PlannedChange {
  const before = readText(file)
  const configuration = parseFile(file, client.format)
  const place = client.place(configuration)
  const known = entryAt(configuration, place)
  // What a person has added to the entry, such as a variable or an approval, stays.
  const next = entry && known !== undefined ? keepAdditions(known, entry) : entry
  if (entry === undefined && known === undefined) return planText(file, before, before)
  const after = changeEntry(before ?? '', client.format, { place, entry: next, file })
  return planText(file, before, after)
}

/** The change from one text to another. */
export function planText(file: string, before: string | null, after: string | null): PlannedChange {
  const diff =
    before === after
      ? ''
      : createTwoFilesPatch(file, file, before ?? '', after ?? '', 'now', 'then')
  return { file, before, after, diff: diff.replace(/^=+\n/, '') }
}

/** What a client's file says; an empty object where there is none. Throws PB_CLIENT_FILE_UNREADABLE. */
export function parseFile(file: string, format: Client['format']): unknown {
  try {
    return readConfiguration(readText(file) ?? '', format)
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw clientFileUnreadable.with({ cause }, file, words)
  }
}

/** Keys by which a client is told how PromptBin is reached; an old one must not stay beside a new one. */
const ours = ['type', 'command', 'args', 'url', 'httpUrl']

function keepAdditions(known: unknown, entry: Entry): Entry {
  const additions = Object.entries(Object(known)).filter(([key]) => !ours.includes(key))
  return { ...entry, ...Object.fromEntries(additions) }
}
