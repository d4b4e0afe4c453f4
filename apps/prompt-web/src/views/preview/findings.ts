import { type Content, html, type Markup } from '@promptbin/html'
import { type IconName, icon } from '@promptbin/styles'

/** Something in what is written that a person should look at. */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly hint: string
  /** The field that it is in, and where in its text. */
  readonly field?: string
  readonly range?: { readonly from: number; readonly to: number }
  /** A name that could be declared. */
  readonly undeclared?: string
}

const drawings: Readonly<Record<Finding['severity'], IconName>> = {
  error: 'alert',
  warning: 'alert',
  info: 'info',
}

const words: Readonly<Record<Finding['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
}

function findingItem({ severity, message, hint, field, range, undeclared }: Finding): Markup {
  const place = range && html` data-from="${range.from}" data-to="${range.to}"`
  const show = field && html`<a href="#${field}" data-show>Show</a>`
  const declare =
    undeclared &&
    html`<button class="button button-small" type="submit" formnovalidate name="do" value="declare ${undeclared}" data-do>Declare <span class="mono">${undeclared}</span></button>`
  return html`<li class="finding finding-${severity}"${field && html` data-field="${field}"`}${place}>
    ${icon(drawings[severity])}
    <div><p><span class="sr-only">${words[severity]}: </span><b>${message}</b> ${hint}</p>
    ${(show || declare) && html`<p class="actions">${declare}${show}</p>`}</div>
  </li>`
}

function countOf(findings: readonly Finding[]): Content {
  if (findings.length === 0) return html`<p class="note" role="status">Nothing found</p>`
  const isCalm = findings.every(({ severity }) => severity === 'info')
  return html`<p class="note${!isCalm && ' note-open'}" role="status"><span class="sr-only">Findings: </span>${findings.length}</p>`
}

/** What was found in looking over what is written, each leading to its place. */
export function findingsCard(findings: readonly Finding[]): Markup {
  return html`<section class="card findings" aria-labelledby="findings-title">
  <header class="card-head"><h2 id="findings-title" tabindex="-1">Checks</h2>${countOf(findings)}</header>
  ${findings.length > 0 && html`<ul class="finding-list">${findings.map(findingItem)}</ul>`}
</section>`
}
