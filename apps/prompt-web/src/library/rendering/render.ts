import { type Rendering, type RenderRequest, renderInSteps } from '@promptbin/prompts'
import { inTurns } from '../../in-turns.ts'
import type { Library } from '../library.ts'
import type { UseLog } from './use-log.ts'

/** Fills in the variables of the chosen version and notes the use; see `Library.render`. */
export async function render(
  { compose, uses }: { readonly compose: Library['compose']; readonly uses: UseLog },
  name: string,
  { arguments: values = {}, ...selector }: RenderRequest,
): Promise<Rendering> {
  const composition = await compose(name, selector)
  uses.note(composition.prompt.id)
  return inTurns(renderInSteps({ composition, arguments: values }))
}
