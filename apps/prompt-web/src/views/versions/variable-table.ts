import { type Content, each, html } from '@promptbin/html'
import type { Variable } from '@promptbin/prompts'

function defaultOf({ required, default: value }: Variable): Content {
  if (value !== undefined)
    return value === '' ? html`<i>empty</i>` : html`<span class="value">${value}</span>`
  return required ? html`<span class="required">required</span>` : html`<i>none</i>`
}

function about({ description, example, options }: Variable): Content {
  return html`${description && html`<p>${description}</p>`}${
    options &&
    html`<p class="fine">One of ${options.map((option, at) => html`${at > 0 && ', '}<span class="value">${option}</span>`)}</p>`
  }${example && html`<p class="fine">For example <span class="value">${example}</span></p>`}`
}

function row(variable: Variable): Content {
  return html`<tr>
    <th scope="row"><code class="place">${variable.name}</code></th>
    <td>${variable.type ?? 'string'}</td>
    <td>${defaultOf(variable)}</td>
    <td>${about(variable)}</td>
  </tr>`
}

/** What can be filled in, and how; nothing without any variables. */
export function variableTable(variables: readonly Variable[]): Content {
  if (variables.length === 0) return null
  return html`<section class="card" aria-labelledby="variables-title">
  <header class="card-head"><h2 id="variables-title">Variables</h2></header>
  <div class="table-frame" tabindex="0" role="region" aria-label="Table of variables">
    <table class="variables">
      <thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Default</th><th scope="col">Description</th></tr></thead>
      <tbody>${each(variables, row)}</tbody>
    </table>
  </div>
</section>`
}
