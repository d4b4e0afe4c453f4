import { type Content, each, html, type Markup } from '@promptbin/html'
import type { Message, Prompt, PromptDiff, Variable } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { crumbs } from '../prompt/crumbs.ts'
import { valueField } from '../try/value-field.ts'
import { versionField } from '../versions/version-field.ts'
import { choiceAddress, type DiffChoice } from './diff-address.ts'
import { modelDiff, variablesDiff } from './field-diffs.ts'
import { messageDiff } from './message-diff.ts'

/** Two versions of a prompt, and what differs between them. */
export interface DiffContent {
  readonly prompt: Prompt
  readonly choice: DiffChoice
  readonly diff: PromptDiff
  /** The newer version's messages as they are written; `null` where they are shown as rendered. */
  readonly messages: readonly Message[] | null
  /** What can be filled in, in either version. */
  readonly variables: readonly Variable[]
}

const hidden = (name: string, value: string | number) =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** A few ways to look at the same, one of them chosen. */
function switchOf(
  label: string,
  ways: readonly (readonly [name: string, address: string, isHere: boolean])[],
): Markup {
  return html`<nav class="switch" aria-label="${label}">${ways.map(
    ([name, address, isHere]) =>
      html`<a href="${address}"${isHere && html` aria-current="true"`}>${name}</a>`,
  )}</nav>`
}

function chooser({ prompt, choice }: DiffContent): Markup {
  const { name } = prompt
  const { from, to, view, layout } = choice
  const way = (change: Partial<DiffChoice>) => choiceAddress(name, { ...choice, ...change })
  return html`<form class="compare" action="/prompts/${name}/diff" method="get">
  <div class="field"><label for="from">Older</label>${versionField(prompt, 'from', 'from', from)}</div>
  <a class="button button-bare" href="${way({ from: to, to: from })}" aria-label="Swap the two versions">${icon('swap')}</a>
  <div class="field"><label for="to">Newer</label>${versionField(prompt, 'to', 'to', to)}</div>
  ${hidden('view', view)}${hidden('layout', layout)}
  <button class="button" type="submit">Compare</button>
  <div class="switches">
    ${switchOf('What is compared', [
      ['Source', way({ view: 'source', values: {} }), view === 'source'],
      ['Rendered', way({ view: 'rendered' }), view === 'rendered'],
    ])}
    ${switchOf('Layout', [
      ['Unified', way({ layout: 'unified' }), layout === 'unified'],
      ['Side by side', way({ layout: 'split' }), layout === 'split'],
    ])}
  </div>
</form>`
}

function valueForm({ prompt, choice, variables }: DiffContent): Content {
  if (choice.view !== 'rendered' || variables.length === 0) return null
  const { from, to, view, layout, values } = choice
  const isOpen = Object.keys(values).length > 0
  return html`<details class="card fold"${isOpen && html` open`}>
  <summary>Values for both versions <span class="of">${isOpen ? 'yours, else defaults and examples' : 'defaults and examples'}</span></summary>
  <form class="try try-wide" action="/prompts/${prompt.name}/diff" method="get">
    ${hidden('from', from)}${hidden('to', to)}${hidden('view', view)}${hidden('layout', layout)}
    ${each(variables, (variable) => valueField(variable, values))}
    <p class="actions"><button class="button" type="submit">Fill in</button> <a class="button button-quiet" href="${choiceAddress(prompt.name, { ...choice, values: {} })}">Reset</a></p>
  </form>
</details>`
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

/** In one sentence, what differs. */
function summary({ diff, choice }: DiffContent): Content {
  const { messages, variables, variablesReordered, modelConfig } = diff
  if (choice.from === choice.to) return 'This is the same version twice.'
  if (diff.same) {
    return choice.view === 'rendered'
      ? 'With these values both render the same.'
      : 'Nothing differs: both have the same text, variables and model settings.'
  }
  const changed = messages.filter(({ change, from, to }) => change !== 'same' || from !== to).length
  const facts = [
    changed > 0 && counted(changed, 'message'),
    variables.length > 0 && counted(variables.length, 'variable'),
    variables.length === 0 && variablesReordered && 'the order of the variables',
    modelConfig !== null && 'the model settings',
  ].filter((fact) => fact !== false)
  return html`Different: ${new Intl.ListFormat('en').format(facts)}.`
}

/** What differs between two versions of a prompt. */
export function diffPage(site: Site, content: DiffContent): Markup {
  const { prompt, choice, diff, messages } = content
  const { from, to, layout } = choice
  const shown = diff.same ? [] : diff.messages
  const body = html`${crumbs(prompt)}
<div class="title-line"><h1>Version ${from} <span class="of">and</span> ${to}</h1><div class="actions"><a class="button button-quiet" href="/prompts/${prompt.name}/history">${icon('history')} History</a></div></div>
${chooser(content)}
<p class="lead" id="diff-summary">${summary(content)}</p>
<div class="column diffs">${valueForm(content)}${each(shown, (one) => messageDiff(one, { layout, messages }))}${variablesDiff(diff)}${modelDiff(diff, layout)}</div>`
  return page(site, { title: `${prompt.title}, versions ${from} and ${to}`, body })
}
