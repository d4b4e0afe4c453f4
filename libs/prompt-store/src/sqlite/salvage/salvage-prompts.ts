import type { DatabaseSync } from 'node:sqlite'
import { uniqueName } from '@promptbin/prompts/names'
import { titleKey } from '../../library/listing/title-key.ts'
import { readDerived } from '../../library/prompts/derived.ts'
import { SqliteSql } from '../database/sqlite-sql.ts'
import { rowInserter } from './insert-rows.ts'
import type { Row } from './readable-rows.ts'
import type { SalvageSource } from './salvage-source.ts'

/** Which prompts were taken from where. */
export interface SalvagedPrompts {
  readonly kept: number
  readonly fromBackup: number
  /** Their text was there and nothing else: they have a new name. */
  readonly renamed: readonly string[]
  /** No version of them is left. */
  readonly lost: readonly string[]
  /** `<id of the prompt> <number>` of newest versions that are gone, so that an older one is it. */
  readonly lostVersions: readonly string[]
}

/**
 * Takes the prompts of which a version is there, with what is kept of them for lists and searches
 * made anew; triggers write the full-text index and the counts. Versions, labels and includes are
 * there before.
 */
export function salvagePrompts(
  into: DatabaseSync,
  damaged: SalvageSource | undefined,
  backup: SalvageSource | undefined,
): SalvagedPrompts {
  const taker = new PromptTaker(into)
  const own = taker.takeAll(damaged)
  const fromBackup = damaged?.isWhole('prompt') ? 0 : taker.takeAll(backup)
  const renamed = taker.takeNameless()
  const kept = own + fromBackup + renamed.length
  return { kept, fromBackup, renamed, lost: taker.lost(), lostVersions: taker.lostVersions }
}

class PromptTaker {
  readonly #into: DatabaseSync
  readonly #sql: SqliteSql
  readonly #insert: (row: Row) => boolean
  readonly #withoutVersion = new Map<string, string>()
  readonly lostVersions: string[] = []

  constructor(into: DatabaseSync) {
    this.#into = into
    this.#sql = new SqliteSql(into)
    this.#insert = rowInserter(into, 'prompt')
  }

  takeAll(source: SalvageSource | undefined): number {
    let taken = 0
    for (const row of source?.rows('prompt') ?? []) if (this.#take(row)) taken += 1
    return taken
  }

  /** Of a prompt whose own row is lost, the text gets a name by which it is found. */
  takeNameless(): readonly string[] {
    const ids = this.#sql.all`
      SELECT prompt AS id, min(created_at) AS created_at, max(created_at) AS updated_at
        FROM version
       WHERE prompt NOT IN (SELECT id FROM prompt)
       GROUP BY prompt`
    return ids.flatMap(({ id, created_at, updated_at }) => {
      const alias = this.#sql.get`SELECT name FROM alias WHERE prompt = ${id ?? ''} LIMIT 1`
      const name = String(alias?.['name'] ?? `recovered-${String(id).slice(-12)}`)
      const about = { name, title: 'Recovered prompt', description: '', folder: '', tags: '[]' }
      const times = { created_at, updated_at, deleted_at: null }
      const row = { id, ...about, ...times } as unknown as Row
      return this.#take(row) ? [name] : []
    })
  }

  /** The names of those of which nothing could be taken from any source. */
  lost(): readonly string[] {
    const isThere = this.#into.prepare('SELECT 1 FROM prompt WHERE id = ?')
    const lost = [...this.#withoutVersion].filter(([id]) => isThere.get(id) === undefined)
    return lost.map(([, name]) => name)
  }

  #take(row: Row): boolean {
    const [id, wanted] = [String(row['id']), String(row['name'])]
    const last = this.#sql.get`SELECT max(n) AS n FROM version WHERE prompt = ${id}`
    const latest = Number(last?.['n'] ?? 0)
    if (latest === 0) {
      this.#withoutVersion.set(id, wanted)
      return false
    }
    try {
      const name = row['deleted_at'] === null ? this.#freeName(id, wanted) : wanted
      const generation = this.#freeGeneration(Number(row['generation'] ?? 0))
      const whole = { ...row, name, latest, generation, ...this.#derived(row, id, latest) }
      if (!this.#insert(whole as unknown as Row)) return false
      for (let n = latest + 1; n <= Number(row['latest'] ?? 0); n++) {
        this.lostVersions.push(`${id} ${n}`)
      }
      if (row['deleted_at'] === null) this.#sql.search.learn(generation)
      return true
    } catch {
      // A row that is not what it was is as good as none: the next source may have it.
      return false
    }
  }

  /** What is kept of a prompt so that lists and searches are quick. */
  #derived(row: Row, id: string, latest: number) {
    const tags = JSON.parse(String(row['tags'])) as readonly string[]
    const about = { tags, folder: String(row['folder']), favourite: row['favourite'] === 1 }
    const { marks, contentBytes } = readDerived(this.#sql, { id, latest, ...about })
    return { marks, content_bytes: contentBytes, title_key: titleKey(String(row['title'])) }
  }

  /** Two sources may name two prompts alike: one was renamed after the backup. */
  #freeName(id: string, wanted: string): string {
    return uniqueName(wanted, (name) => {
      const other = this.#sql.get`
        SELECT 1 FROM prompt WHERE name = ${name} AND deleted_at IS NULL AND id <> ${id}`
      return other !== undefined
    })
  }

  #freeGeneration(wanted: number): number {
    const taken = this.#sql.get`SELECT 1 FROM prompt WHERE generation = ${wanted}`
    if (wanted > 0 && taken === undefined) return wanted
    const top = this.#sql.get`SELECT max(generation) AS top FROM prompt`
    return Number(top?.['top'] ?? 0) + 1
  }
}
