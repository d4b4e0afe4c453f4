import { type Content, each, html, type Markup } from '@promptbin/html'
import { type Rendering, textOf, type Variable } from '@promptbin/prompts'
import { messageView } from '../message/message.ts'
import { stillMissing } from '../try/still-missing.ts'
import type { TypedValues } from '../try/typed-values.ts'
import { valueField } from '../try/value-field.ts'
import { type Finding, findingsCard } from './findings.ts'

/** What is shown beside the form: how it would be rendered, and what is to be said of it. */
export interface PreviewContent {
  /** Nothing while something is so wrong that it cannot be rendered. */
  readonly rendering?: Rendering | undefined
  /** What can be filled in. */
  readonly variables: readonly Variable[]
  readonly tried: TypedValues
  readonly findings: readonly Finding[]
}

function note({ missing, invalid }: Rendering): Content {
  if (invalid.length > 0) {
    const told =
      invalid.length === 1 ? '1 value does not fit' : `${invalid.length} values do not fit`
    return html`<p class="note note-bad" role="status">${told}</p>`
  }
  if (missing.length > 0) {
    return html`<p class="note note-open" role="status">${stillMissing(missing)}</p>`
  }
  return null
}

const isEmpty = ({ messages }: Rendering) =>
  messages.every((message) => message.parts === undefined && textOf(message).trim() === '')

function renderedMessages({ rendering, variables }: PreviewContent): Content {
  if (rendering === undefined) {
    return html`<p class="preview-empty">It shows again as soon as what is marked below is right.</p>`
  }
  if (isEmpty(rendering)) {
    return html`<p class="preview-empty">What you write shows here as AI clients get it.</p>`
  }
  const { messages, missing, invalid } = rendering
  const open = new Set([...missing, ...invalid.map(({ name }) => name)])
  // Only what is still open stands out: a value that looks like a place is a value.
  const places = { variables: variables.filter(({ name }) => open.has(name)) }
  return each(messages, (message, index) =>
    messageView({ message, index, count: messages.length, places }),
  )
}

function valueFields({ rendering, variables, tried }: PreviewContent): Content {
  if (variables.length === 0) return null
  return html`<section class="card" aria-labelledby="values-title">
  <header class="card-head"><h2 id="values-title">Values for the preview</h2></header>
  <div class="try">${each(variables, (variable) => valueField(variable, tried, rendering))}</div>
</section>`
}

/** The panel beside the form; htmx brings it anew while somebody writes. */
export function previewPanel(content: PreviewContent): Markup {
  const { rendering, findings } = content
  return html`<section class="card text-card" aria-labelledby="preview-title">
  <header class="card-head"><h2 id="preview-title">Preview</h2>${rendering && note(rendering)}<button class="button button-small needs-no-script" type="submit" formnovalidate name="do" value="preview">Preview</button></header>
  <div class="preview-messages" tabindex="0" role="region" aria-label="Rendered messages">${renderedMessages(content)}</div>
</section>
${findingsCard(findings)}
${valueFields(content)}`
}
