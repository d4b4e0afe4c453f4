import type { DatabaseSync } from 'node:sqlite'
import { contentHash } from '@promptbin/prompts'
import type { IntegrityFinding } from './finding.ts'

/** The part of a row of `version` that its hash was made of, and the hash. */
export interface HashedRow {
  readonly sha256: string
  readonly messages: string
  readonly variables: string
  readonly model_config: string
}

/** Whether what a version says is what was saved. */
export function isContentSound(row: HashedRow): boolean {
  try {
    const content = {
      messages: JSON.parse(row.messages),
      variables: JSON.parse(row.variables),
      modelConfig: JSON.parse(row.model_config),
    }
    return contentHash(content) === row.sha256
  } catch {
    return false
  }
}

/** Which versions do not say what was saved, by the hash that they were saved with. */
export function* checkVersions(database: DatabaseSync): Generator<IntegrityFinding> {
  const versions = database
    .prepare(
      `SELECT coalesce(prompt.name, version.prompt) AS name, version.n, version.sha256,
              version.messages, version.variables, version.model_config
         FROM version LEFT JOIN prompt ON prompt.id = version.prompt`,
    )
    .iterate()
  for (const version of versions) {
    if (isContentSound(version as unknown as HashedRow)) continue
    const detail = `Version ${version['n']} of "${version['name']}" is not what was saved.`
    yield { subject: 'versions', detail }
  }
}
