import { type Content, each, html } from '@promptbin/html'
import type { Composition, Selector, Variable } from '@promptbin/prompts'
import { promptAddress } from '../prompt/prompt-address.ts'
import type { Tried } from './typed-values.ts'
import { valueField } from './value-field.ts'

/** A prompt to try. */
export interface TryContent {
  readonly composition: Composition
  /** Which version was asked for; the same is tried. */
  readonly selector: Selector
  /** What can be filled in: its own variables and those of all that it includes. */
  readonly variables: readonly Variable[]
  readonly tried?: Tried | undefined
}

const hidden = (name: string, value: string | number | undefined) =>
  value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`

/**
 * A form with one field a variable; what is typed shows in the text beside it at once. A prompt
 * that has no variables but includes others can be shown with their text.
 */
export function tryForm({ composition, selector, variables, tried }: TryContent): Content {
  const { prompt, included } = composition
  const hasVariables = variables.length > 0
  if (!hasVariables && included.length === 0) return null
  const address = `/prompts/${prompt.name}/try`
  const values = tried?.values ?? {}
  return html`<section class="card try-card" aria-labelledby="try-title">
  <header class="card-head"><h2 id="try-title">Try it</h2></header>
  <form class="try" action="${address}" method="post" hx-post="${address}" hx-trigger="input delay:250ms, submit" hx-target="#prompt-text" hx-swap="outerMorph" hx-sync="this:replace">
    ${hidden('version', selector.version)}${hidden('label', selector.label)}
    ${each(variables, (variable) => valueField(variable, values, tried?.rendering))}
    ${!hasVariables && html`<p class="hint">It needs no values. See it with the text of what it includes.</p>`}
    <p class="actions"><button class="button" type="submit" name="fill" value="yes">${hasVariables ? 'Fill in' : 'Show with includes'}</button> <a class="button button-quiet" href="${promptAddress(prompt.name, selector)}">Reset</a></p>
  </form>
</section>`
}
