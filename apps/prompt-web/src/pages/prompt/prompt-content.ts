import type { Selector } from '@promptbin/prompts'
import type { Library } from '../../library/library.ts'
import type { PromptContent } from '../../views/prompt/prompt-page.ts'

/** All that the page of a prompt shows, from the library. */
export async function loadPrompt(
  library: Library,
  name: string,
  selector: Selector = {},
): Promise<PromptContent> {
  const [composition, uses, moves] = await Promise.all([
    library.compose(name, selector),
    library.uses(name),
    library.labelMoves(name),
  ])
  return { composition, selector, uses, moves: moves.items, now: new Date() }
}
