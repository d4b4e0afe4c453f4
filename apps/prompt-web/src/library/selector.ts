import type { PromptStore } from '@promptbin/prompt-store'
import type { Prompt, Selector } from '@promptbin/prompts'
import { labelNotFound, selectorAmbiguous } from '../errors.ts'

/** The label that stands for the newest version of every prompt. */
const latest = 'latest'

/** A prompt with the chosen version, and the label that chose it; `null` for a plain number. */
export interface Selected {
  readonly prompt: Prompt
  readonly label: string | null
}

/**
 * Finds the version that a selector means, the newest one without a selector. Throws
 * `PB_SELECTOR_AMBIGUOUS`, `PB_PROMPT_NOT_FOUND`, `PB_VERSION_NOT_FOUND`, `PB_LABEL_NOT_FOUND`.
 */
export async function select(
  store: PromptStore,
  name: string,
  { version, label }: Selector,
): Promise<Selected> {
  if (version !== undefined && label !== undefined) throw selectorAmbiguous()
  const prompt = await store.get(name, version)
  if (label !== undefined && label !== latest) throw labelNotFound(name, label)
  return { prompt, label: version === undefined ? latest : null }
}
