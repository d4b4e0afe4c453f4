import { type Content, html } from '@promptbin/html'
import type { Label } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'

/** The labels that stand on version `n`, and that it is the newest if it is. */
export function labelBadges(labels: readonly Label[], n: number, latest: number): Content {
  const here = labels.filter(({ version }) => version === n)
  return html`${here.map(({ name }) => html` <span class="badge badge-label">${icon('label')} <span class="sr-only">Label </span>${name}</span>`)}${
    n === latest && html` <span class="badge">newest</span>`
  }`
}
