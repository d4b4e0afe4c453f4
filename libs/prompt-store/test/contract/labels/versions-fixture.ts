import type { Prompt } from '@promptbin/prompts'
import type { PromptStore } from '../../../src/index.ts'
import { ada, aPrompt } from '../library-fixture.ts'

/** A prompt with `count` versions, whose texts are their numbers. */
export async function makeVersions(
  store: PromptStore,
  name: string,
  count: number,
): Promise<Prompt> {
  let prompt = await store.create(aPrompt({ name, text: '1' }), ada)
  for (let n = 2; n <= count; n++) {
    prompt = await store.change(name, { messages: aPrompt({ text: `${n}` }).messages }, ada)
  }
  return prompt
}
