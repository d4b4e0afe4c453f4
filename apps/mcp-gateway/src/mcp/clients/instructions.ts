import type { ClientTraits } from './client-traits.ts'

/** Ends the description of the tool that finds prompts, where there is no other way to one. */
export const withoutPromptMenu =
  'This client has no menu of prompts: when the person names one, look for it here.'

/** What a model is told about PromptBin before it uses it, of no more than its client can do. */
export function instructionsFor({ has }: ClientTraits): string {
  const otherWays = [
    ...(has('no-prompts') ? [] : ['as an MCP prompt']),
    ...(has('no-resources') ? [] : ['as the resource promptbin://prompts/{name}']),
  ]
  const others = otherWays.length > 0 ? `, or use it ${otherWays.join(' or ')}` : ''
  return `PromptBin is the library of prompts that the person keeps: find one with search_prompts and get its text with render_prompt${others}. When values are missing, ask the person for them instead of making them up.`
}
