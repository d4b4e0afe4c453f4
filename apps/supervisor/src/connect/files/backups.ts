import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf } from './client-file.ts'

/** A file of a client as it was before PromptBin changed it. */
export interface Backup {
  readonly file: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Null: there was none. */
  readonly before: string | null
  /** Of what was written: with it, nobody else has changed the file since. */
  readonly afterDigest: string
}

/** So many changes of one client can be taken back. */
const mostBackups = 10

/** They may hold keys of other servers. */
const [folderMode, fileMode] = [0o700, 0o600]

/** The files of clients as they were, in the data folder; the newest is taken back first. */
export class Backups {
  readonly #folder: string

  constructor(dataFolder: string, client: string) {
    this.#folder = join(dataFolder, 'connect', client)
  }

  /** Keeps what a file says now. Returns where. */
  keep({ file, before, after }: { file: string; before: string | null; after: string }): string {
    mkdirSync(this.#folder, { recursive: true, mode: folderMode })
    const at = new Date().toISOString()
    const path = join(this.#folder, `${at.replace(/:/g, '-')}.json`)
    const backup: Backup = { file, at, before, afterDigest: digestOf(after) }
    writeFileSync(path, `${JSON.stringify(backup, undefined, 2)}\n`, { mode: fileMode, flag: 'wx' })
    for (const name of this.#names().slice(0, -mostBackups)) rmSync(join(this.#folder, name))
    return path
  }

  /** The newest; undefined when nothing is kept. */
  last(): (Backup & { readonly path: string }) | undefined {
    const name = this.#names().at(-1)
    if (name === undefined) return undefined
    const path = join(this.#folder, name)
    return { ...(JSON.parse(readFileSync(path, 'utf8')) as Backup), path }
  }

  /** It was taken back. */
  drop(path: string): void {
    rmSync(path, { force: true })
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
    } catch {
      return []
    }
  }
}
