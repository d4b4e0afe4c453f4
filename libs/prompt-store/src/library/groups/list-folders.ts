import type { Group } from '../../answers.ts'
import type { Sql } from '../sql.ts'

/** The folders that are there from the start. */
const firstFolders = ['coding', 'writing', 'analysis']

/** `PromptStore.folders`, by name; the table counts only what stands in a folder itself. */
export function listFolders(sql: Sql): readonly Group[] {
  const counts = new Map(firstFolders.map((name) => [name, 0]))
  const rows = sql.all`SELECT name, prompts FROM folder` as unknown as Group[]
  for (const { name, prompts } of rows) {
    const names = name.split('/')
    for (const depth of names.keys()) {
      const folder = names.slice(0, depth + 1).join('/')
      counts.set(folder, (counts.get(folder) ?? 0) + prompts)
    }
  }
  return Array.from(counts, ([name, prompts]) => ({ name, prompts })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
}
