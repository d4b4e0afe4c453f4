import { type Content, html, type Markup } from '@promptbin/html'
import type { Label, LabelMove, Prompt } from '@promptbin/prompts'
import { icon, moment } from '@promptbin/styles'
import { versionAddress } from '../prompt/prompt-address.ts'

/** A prompt with the moves of its labels, the newest first. */
export interface LabelsContent {
  readonly prompt: Prompt
  readonly moves: readonly LabelMove[]
  readonly now: Date
}

/** Where a label stood before its last move; nothing if it stood nowhere. */
export function earlierVersion({ name }: Label, moves: readonly LabelMove[]): number | undefined {
  const last = moves.find((move) => move.label === name && move.from !== move.to)
  return last?.from ?? undefined
}

/** A label, whether it is protected, and the version that it stands on. */
export function labelHead({ name: prompt }: Prompt, label: Label): Markup {
  const { name, version } = label
  return html`<span class="badge badge-label">${icon('label')} ${name}</span>${
    label.protected &&
    html`<span class="lock" title="Protected">${icon('lock')}<span class="sr-only">protected</span></span>`
  }<span class="to" aria-hidden="true">→</span><a href="${versionAddress(prompt, version)}">version ${version}</a>`
}

/** Who moved a label last, and when. */
export function lastMove({ name }: Label, { moves, now }: LabelsContent): Content {
  const last = moves.find(({ label }) => label === name)
  return (
    last &&
    html`<p class="fine">${moment(last.at, now)} by <b>${last.author}</b>${last.reason && html`: ${last.reason}`}</p>`
  )
}

/** The label that nobody sets: it tells what clients get that ask for the newest. */
export function latestRow({ name, latest }: Prompt): Markup {
  return html`<li class="label-row"><div class="label-head"><span class="badge">${icon('label')} latest</span><span class="to" aria-hidden="true">→</span><a href="${versionAddress(name, latest)}">version ${latest}</a></div><p class="fine">Always the newest.</p></li>`
}
