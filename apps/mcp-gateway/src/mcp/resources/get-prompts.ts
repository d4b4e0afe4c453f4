import { PromptBinError } from '@promptbin/errors'
import type { Call, Kept } from '@promptbin/prompt-client'
import type { Prompt, PromptSummary } from '@promptbin/prompts'
import { promptUnknown } from '../../errors.ts'
import type { Library } from '../profiles/profiled-library.ts'

/** As many prompts are asked for at once. */
const atOnce = 8

function skipUnknown(error: unknown): undefined {
  if (error instanceof PromptBinError && error.code === promptUnknown.definition.code) return
  throw error
}

/** The prompts of a page with their texts, in its order; what was thrown away since is left out. */
export async function getPrompts(
  library: Library,
  page: readonly PromptSummary[],
  call: Call,
): Promise<readonly Kept<Prompt>[]> {
  const prompts: Kept<Prompt>[] = []
  for (let start = 0; start < page.length; start += atOnce) {
    const some = page.slice(start, start + atOnce)
    const found = await Promise.all(
      some.map(({ name }) => library.get(name, {}, call).catch(skipUnknown)),
    )
    prompts.push(...found.flatMap((kept) => kept ?? []))
  }
  return prompts
}
