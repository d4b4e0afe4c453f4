import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { getJson } from '../../http/get-json.ts'
import type { Figures } from './figures.ts'

const times = 7
const pageBytes = 4_096
const hashedBytes = 16 * 2 ** 20
const rows = 1_000

/** How fast this machine computes: about 0.1 s. */
export function measureComputing(): Figures {
  const bytes = Buffer.alloc(hashedBytes, 'PromptBin')
  return { hash: best(() => createHash('sha256').update(bytes).digest()) }
}

/**
 * How fast the disk of a folder and a database on it are, by files that are removed again. Throws what
 * the system throws.
 */
export function measureDisk(folder: string): Figures {
  const place = mkdtempSync(join(folder, '.benchmark-'))
  try {
    return { flush: measureFlush(join(place, 'page')), ...measureStore(join(place, 'store.db')) }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** How fast a service that answers from memory does so. Rejects where it does not answer. */
export async function measureAnswer(url: string): Promise<Figures> {
  const taken: number[] = []
  for (let time = 0; time < times; time++) {
    const startedAt = performance.now()
    await getJson('/livez', url)
    taken.push(performance.now() - startedAt)
  }
  return { answer: Math.min(...taken) }
}

function measureFlush(file: string): number {
  const page = Buffer.alloc(pageBytes)
  const descriptor = openSync(file, 'w', 0o600)
  try {
    return best(() => {
      writeSync(descriptor, page)
      fsyncSync(descriptor)
    })
  } finally {
    closeSync(descriptor)
  }
}

/** With the settings of the library, for which a commit is on the disk when it is answered. */
function measureStore(file: string): Figures {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    database.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
    const insert = database.prepare('INSERT INTO entry (text) VALUES (?)')
    const commit = best(() => insert.run('x'.repeat(500)))
    database.exec('BEGIN')
    for (let row = 0; row < rows; row++) insert.run('x'.repeat(500))
    database.exec('COMMIT')
    const find = database.prepare('SELECT text FROM entry WHERE id = ?')
    const read = best(() => {
      for (let row = 1; row <= rows; row++) find.get(row)
    })
    return { commit, read }
  } finally {
    database.close()
  }
}

/** The least of some times: what else the machine does can only add to it. */
function best(work: () => void): number {
  const taken = Array.from({ length: times }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  return Math.min(...taken)
}
