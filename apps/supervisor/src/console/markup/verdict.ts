import { type Content, each, html, type Markup } from '@promptbin/html'
import { type IconName, icon } from '@promptbin/styles'
import type { Advice, Tone } from '../advice/advice.ts'
import type { View } from '../view/view.ts'
import { commandOf, remedyButton } from './operation-button.ts'

const signs: Readonly<Record<Tone, IconName>> = { good: 'check', warn: 'info', bad: 'alert' }

/** The overall state, why, and what to press: the first thing that anybody sees. */
export function verdictView({ verdict, report }: View): Markup {
  const { tone, headline, advice } = verdict
  return html`<div class="verdict verdict-${tone}">
  <p class="verdict-sign">${icon(signs[tone])}</p>
  <div>
    <h1>${headline}</h1>
    ${advice.length === 0 && html`<p class="fine">${Object.keys(report.checks).length} checks pass. PromptBin ${report.version}.</p>`}
  </div>
</div>${
    advice.length > 0 &&
    html`
<ul class="advices">${each(advice, (one) => adviceView(one, headline))}</ul>`
  }`
}

function adviceView({ tone, title, why, remedies }: Advice, headline: string): Markup {
  // One that is the headline need not be said twice to those who hear the page.
  const heading =
    title === headline ? html`<h2 class="sr-only">${title}</h2>` : html`<h2>${title}</h2>`
  return html`<li class="advice advice-${tone}">
    <div>${heading}
    <p>${why}</p>
    ${withoutScript(remedies)}</div>
    <div class="actions">${remedies.map((remedy, at) => remedyButton(remedy, at === 0))}</div>
  </li>`
}

function withoutScript(remedies: Advice['remedies']): Content {
  const commands = remedies.flatMap((remedy) =>
    'operation' in remedy ? (commandOf(remedy) ?? []) : [],
  )
  if (commands.length === 0) return undefined
  return html`<p class="needs-no-script fine">In a terminal: ${commands.map((command) => html`${command} `)}</p>`
}

/** The overall state in a word, at the head of every page. */
export function pillView({ verdict: { tone, headline } }: View): Markup {
  return html`<a class="pill pill-${tone}" href="/"><span class="sr-only">State: </span>${headline}</a>`
}
