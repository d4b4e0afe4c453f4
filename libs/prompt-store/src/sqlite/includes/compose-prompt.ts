import type { SQLTagStore } from 'node:sqlite'
import type { Composition, Selector } from '@promptbin/prompts'
import { requirePrompt } from '../names/find-prompt.ts'
import { readChosen } from '../prompts/read-prompt.ts'
import { readVersion } from '../versions/read-version.ts'
import { readIncluded } from './read-included.ts'

/** `PromptStore.compose` */
export function composePrompt(
  sql: SQLTagStore,
  { name, selector }: { readonly name: string; readonly selector: Selector },
): Composition {
  const id = requirePrompt(sql, name)
  const { prompt, choice } = readChosen(sql, id, selector)
  const { included } = readIncluded(sql, id, choice.n, readVersion)
  return { prompt, label: choice.label, included }
}
