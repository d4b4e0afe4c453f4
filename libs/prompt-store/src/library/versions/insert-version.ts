import type { Version } from '@promptbin/prompts'
import { insertTargets, type Target } from '../includes/references.ts'
import type { Sql } from '../sql.ts'

/** A version to be written, with what its includes stand for. */
export interface NewVersion extends Version {
  readonly prompt: string
  readonly targets: readonly Target[]
}

/** Writes a version, for ever. */
export function insertVersion(sql: Sql, version: NewVersion): void {
  const { prompt, n, sha256, message, author, client, createdAt } = version
  sql.run`
    INSERT INTO version (prompt, n, sha256, message, author, client, created_at,
                         variables, messages, model_config)
    VALUES (${prompt}, ${n}, ${sha256}, ${message}, ${author}, ${client}, ${Date.parse(createdAt)},
            ${JSON.stringify(version.variables)}, ${JSON.stringify(version.messages)},
            ${JSON.stringify(version.modelConfig)})`
  insertTargets(sql, version, version.targets)
}
