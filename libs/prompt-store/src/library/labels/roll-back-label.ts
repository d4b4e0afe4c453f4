import { latestLabel, type Prompt } from '@promptbin/prompts'
import { labelNoEarlier, labelNotFound, labelReserved } from '../../errors.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import type { Sql } from '../sql.ts'
import { moveLabel } from './move-label.ts'
import type { LabelInput } from './remove-label.ts'

/** `PromptStore.rollBackLabel`; a label that was removed last stands again where it stood. */
export function rollBackLabel(sql: Sql, input: LabelInput): Prompt {
  const { label, reason, author, now } = input
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  if (label === latestLabel) throw labelReserved()
  const last = sql.get`
    SELECT from_n FROM label_move
     WHERE prompt = ${prompt.id} AND label = ${label}
     ORDER BY id DESC
     LIMIT 1`
  if (last === undefined) throw labelNotFound(prompt.name, label)
  if (last['from_n'] === null) throw labelNoEarlier(label, prompt.name)
  return moveLabel(sql, prompt, { label, to: Number(last['from_n']), reason }, author, now)
}
