import type { Composition, Selector } from '@promptbin/prompts'
import type { Within } from '../../requests.ts'
import { readingWithin, requireWithin } from '../names/within.ts'
import { readChosen } from '../prompts/read-prompt.ts'
import type { Sql } from '../sql.ts'
import { readDeclaration, readVersion } from '../versions/read-version.ts'
import { readIncluded } from './read-included.ts'

/** What `PromptStore.compose` is told. */
export interface ComposeInput {
  readonly name: string
  readonly selector: Selector
  readonly within?: Within | undefined
}

/** `PromptStore.compose` */
export function composePrompt(sql: Sql, { name, selector, within }: ComposeInput): Composition {
  const id = requireWithin(sql, name, within)
  const declared = readingWithin(readDeclaration, within)
  const { prompt, choice } = readChosen(sql, id, selector, declared)
  const { included } = readIncluded(sql, id, choice.n, readingWithin(readVersion, within))
  return { prompt, label: choice.label, included }
}
