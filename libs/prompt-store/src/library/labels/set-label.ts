import { latestLabel, type Prompt } from '@promptbin/prompts'
import { labelNotFound, labelReserved, versionNotFound } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import { expectGeneration } from '../feed/raise-generation.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import type { Sql } from '../sql.ts'
import { readLabel } from './label.ts'
import { moveLabel } from './move-label.ts'

/** What `PromptStore.setLabel` is told. */
export interface SetLabelInput {
  readonly name: string
  readonly label: string
  readonly to: {
    readonly version?: number
    readonly protected?: boolean
    readonly reason?: string
  }
  readonly author: Author
  readonly expected: number | undefined
  readonly now: number
}

/** `PromptStore.setLabel` */
export function setLabel(sql: Sql, input: SetLabelInput): Prompt {
  const { label, to, author, now } = input
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  expectGeneration(prompt, input.expected)
  if (label === latestLabel) throw labelReserved()
  const version = to.version ?? readLabel(sql, prompt.id, label)?.n
  if (version === undefined) throw labelNotFound(prompt.name, label)
  // Versions are counted without a gap, and none is ever deleted.
  if (version < 1 || version > prompt.latest) throw versionNotFound(prompt.name, version)
  const move = { label, to: version, protected: to.protected, reason: to.reason ?? '' }
  return moveLabel(sql, prompt, move, author, now)
}
