import type { TypedValues } from '../try/typed-values.ts'
import { fieldId } from '../try/typed-values.ts'
import type { DiffLayout } from './diff-text.ts'

/** What is compared: texts as they are written, or as they are rendered. */
export type DiffView = 'source' | 'rendered'

/** Which versions are compared, and how. */
export interface DiffChoice {
  readonly from: number
  readonly to: number
  readonly view: DiffView
  readonly layout: DiffLayout
  /** The values that both versions are rendered with. */
  readonly values: TypedValues
}

/** Where a comparison is; what is as usual is left out. */
export function choiceAddress(name: string, choice: DiffChoice): string {
  const { from, to, view, layout, values } = choice
  const query = new URLSearchParams({ from: `${from}`, to: `${to}` })
  if (view !== 'source') query.set('view', view)
  if (layout !== 'unified') query.set('layout', layout)
  for (const [variable, value] of Object.entries(values)) query.set(fieldId(variable), value)
  return `/prompts/${name}/diff?${query}`
}
