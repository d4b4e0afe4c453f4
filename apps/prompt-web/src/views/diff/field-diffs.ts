import { type Content, each, html } from '@promptbin/html'
import type { PromptDiff, VariableDiff } from '@promptbin/prompts'
import { type DiffLayout, diffText } from './diff-text.ts'
import { beforeAndAfter } from './message-diff.ts'

const changes = { added: 'added', removed: 'removed', changed: 'changed' } as const

function variable({ name, change, fields }: VariableDiff): Content {
  return html`<li><p><code class="place">${name}</code> <span class="change change-${change}">${changes[change]}</span></p>${
    fields.length > 0 &&
    html`<dl class="field-diffs">${fields.map(({ field, from, to }) => html`<div><dt>${field}</dt><dd>${beforeAndAfter(from, to)}</dd></div>`)}</dl>`
  }</li>`
}

/** How the declared variables changed; nothing if they did not. */
export function variablesDiff({ variables, variablesReordered }: PromptDiff): Content {
  if (variables.length === 0 && !variablesReordered) return null
  return html`<section class="card" aria-labelledby="variables-diff-title">
  <header class="card-head"><h2 id="variables-diff-title">Variables</h2></header>
  <ul class="related">${each(variables, variable)}${variablesReordered && html`<li><p>They are declared in another order.</p></li>`}</ul>
</section>`
}

/** How the settings for a model changed; nothing if they did not. */
export function modelDiff({ modelConfig }: PromptDiff, layout: DiffLayout): Content {
  if (modelConfig === null) return null
  return html`<section class="card" aria-labelledby="model-diff-title">
  <header class="card-head"><h2 id="model-diff-title">Model settings</h2></header>
  ${diffText({ diff: modelConfig, layout, lines: null, label: 'Model settings as JSON' })}
</section>`
}
