import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A data folder with a small database of the form of the library's. */
export function makeDataFolder(prompts = 100): string {
  const data = mkdtempSync(join(tmpdir(), 'promptbin-backup-'))
  const database = openLibrary(data)
  database.exec(`
    PRAGMA user_version = 11;
    CREATE TABLE prompt (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE audit (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE search USING fts5 (body);
    INSERT INTO audit VALUES (1, 'first'), (2, 'newest')`)
  database.close()
  addPrompts(data, prompts)
  return data
}

/** Opens it as the store does. */
export function openLibrary(data: string): DatabaseSync {
  const database = new DatabaseSync(join(data, 'promptbin.db'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  return database
}

/** Adds so many prompts of about 1 KB. */
export function addPrompts(data: string, count: number): void {
  const database = openLibrary(data)
  const insert = database.prepare('INSERT INTO prompt (body) VALUES (?)')
  database.exec('BEGIN')
  for (let n = 0; n < count; n += 1) insert.run(`prompt ${n} ${'words and '.repeat(100)}`)
  database.exec('COMMIT')
  database.close()
}
