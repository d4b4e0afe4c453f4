import { latestLabel, type Prompt } from '@promptbin/prompts'
import { labelNotFound, labelReserved } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import { expectGeneration } from '../feed/raise-generation.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import type { Sql } from '../sql.ts'
import { readLabel } from './label.ts'
import { moveLabel } from './move-label.ts'

/** What `PromptStore.removeLabel` and `PromptStore.rollBackLabel` are told. */
export interface LabelInput extends ChangeInput {
  readonly name: string
  readonly label: string
  readonly reason: string
  readonly author: Author
}

/** What `PromptStore.removeLabel` is told besides. */
interface RemoveLabelInput extends LabelInput {
  readonly expected: number | undefined
}

/** `PromptStore.removeLabel` */
export function removeLabel(sql: Sql, input: RemoveLabelInput): Prompt {
  const { label, reason, author, now } = input
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  expectGeneration(prompt, input.expected)
  if (label === latestLabel) throw labelReserved()
  if (readLabel(sql, prompt.id, label) === undefined) throw labelNotFound(prompt.name, label)
  return moveLabel(sql, prompt, { label, to: null, reason }, author, now)
}
