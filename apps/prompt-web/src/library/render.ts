import type { PromptStore } from '@promptbin/prompt-store'
import { type Rendering, type RenderRequest, render as renderPrompt } from '@promptbin/prompts'
import { select } from './selector.ts'

/** Fills in the variables of the chosen version; see `Library.render`. */
export async function render(
  store: PromptStore,
  name: string,
  { arguments: values = {}, ...selector }: RenderRequest,
): Promise<Rendering> {
  const { prompt, label } = await select(store, name, selector)
  return renderPrompt({ prompt, arguments: values, label })
}
