import { getPrompt } from './questions/get-prompt.ts'
import { listPrompts } from './questions/list-prompts.ts'
import { listVersions } from './questions/list-versions.ts'
import { readGeneration } from './questions/read-generation.ts'
import { readStats } from './questions/read-stats.ts'

/** What reader threads can be asked; logs and metrics use the same names. */
export const questions = {
  list: listPrompts,
  get: getPrompt,
  versions: listVersions,
  generation: readGeneration,
  stats: readStats,
}
