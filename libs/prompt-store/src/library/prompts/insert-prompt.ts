import { contentHash, type NewPrompt, type Prompt } from '@promptbin/prompts'
import { v7 as uuidv7 } from 'uuid'
import type { Author } from '../../requests.ts'
import { checkIncludes } from '../includes/check-includes.ts'
import type { Target } from '../includes/references.ts'
import { insertLabelMove, writeLabel } from '../labels/label.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { insertVersion } from '../versions/insert-version.ts'
import { deriveFrom } from './derived.ts'
import { readNewest } from './read-prompt.ts'
import { insertPromptRow } from './write-prompt.ts'

/** Makes the id of a prompt; ids sort by age. */
export const makeId = uuidv7

/** A prompt to be written, under a name that is free. */
export interface FirstVersion extends NewPrompt {
  readonly id: string
  readonly name: string
  /** What its includes stand for. */
  readonly targets: readonly Target[]
  /** To put on the first version. */
  readonly labels?: readonly string[]
  /** RFC 3339, in UTC; now unless told. */
  readonly createdAt?: string
  readonly updatedAt?: string
}

/** Writes a prompt and its first version, inside a transaction. */
export function insertPrompt(sql: Sql, prompt: FirstVersion, author: Author, now: number): Prompt {
  const { id, targets, message, labels = [] } = prompt
  const { createdAt = toDateTime(now), updatedAt = createdAt } = prompt
  const content = {
    messages: [...prompt.messages],
    variables: [...prompt.variables],
    modelConfig: prompt.modelConfig,
  }
  const sha256 = contentHash(content)
  const made = { ...author, createdAt: updatedAt }
  insertVersion(sql, { prompt: id, n: 1, sha256, ...content, targets, message, ...made })
  for (const label of labels) {
    writeLabel(sql, id, label, { n: 1, protected: false })
    const move = { label, from: null, to: 1, reason: '', at: now }
    insertLabelMove(sql, { prompt: id, ...move, ...author })
  }
  const state = { ...prompt, latest: 1, createdAt, updatedAt, usedAt: null }
  const uses = [...new Set(targets.map((target) => target.prompt))]
  insertPromptRow(sql, state, now, deriveFrom({ ...prompt, labels, uses }, content.messages))
  if (targets.length > 0) checkIncludes(sql, prompt, 1)
  return readNewest(sql, id, [])
}
