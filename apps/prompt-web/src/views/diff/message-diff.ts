import { type Content, each, html, type Markup } from '@promptbin/html'
import { type Message, type MessageDiff, type PartDiff, partsOf, textOf } from '@promptbin/prompts'
import { roleName } from '../message/role-name.ts'
import { type DiffLayout, diffText } from './diff-text.ts'

/** How the messages of a version changed, and their texts where they are at hand. */
export interface MessagesDiff {
  readonly layout: DiffLayout
  /** The newer version's messages as they are compared; `null` if they are not at hand. */
  readonly messages: readonly Message[] | null
}

const changes = {
  same: 'unchanged',
  added: 'added',
  removed: 'removed',
  changed: 'changed',
} as const

const kinds = { text: 'Text', image: 'Image', resource: 'Resource' } as const

/** What something was and is, each only where there was or is something. */
export function beforeAndAfter(before: string | null, after: string | null): Content {
  return html`${before !== null && html`<del class="value">${before}</del>`}${before !== null && after !== null && html` <span aria-hidden="true">→</span> `}${after !== null && html`<ins class="value">${after}</ins>`}`
}

function otherPart({ kind, change, before = null, after = null }: PartDiff): Content {
  if (change === 'same') return html`<p class="diff-part">${kinds[kind]}, unchanged</p>`
  return html`<p class="diff-part">${kinds[kind]}, ${changes[change]}: ${beforeAndAfter(before, after)}</p>`
}

function textPart(
  part: PartDiff,
  newer: Message | undefined,
  label: string,
  layout: DiffLayout,
): Content {
  if (part.text === undefined) return html`<p class="diff-part">Text, ${changes[part.change]}</p>`
  const text = part.to === null || newer === undefined ? undefined : partsOf(newer)[part.to]?.text
  return diffText({ diff: part.text, layout, label, lines: text?.split('\n') ?? null })
}

/** Who speaks, and who spoke if that changed. */
function roles({ roles: { from, to } }: MessageDiff): Content {
  if (from === null || to === null || from === to) return roleName(to ?? from ?? 'user')
  return html`<del>${roleName(from)}</del> <ins>${roleName(to)}</ins>`
}

function moved({ change, from, to }: MessageDiff): Content {
  const isMoved = from !== null && to !== null && from !== to
  return html`<span class="change change-${change}">${changes[change]}</span>${isMoved && html` <span class="fine">was message ${from + 1}</span>`}`
}

/** How one message changed; one that did not is folded. */
export function messageDiff(diff: MessageDiff, { layout, messages }: MessagesDiff): Markup {
  const number = (diff.to ?? diff.from ?? 0) + 1
  const newer = diff.to === null ? undefined : messages?.[diff.to]
  const heading = html`Message ${number} <span class="of">${roles(diff)}</span>`
  if (diff.change === 'same') {
    const head = html`${heading} ${moved(diff)}`
    return newer === undefined
      ? html`<div class="card fold-head">${head}</div>`
      : html`<details class="card fold"><summary>${head}</summary><div class="message-text">${textOf(newer)}</div></details>`
  }
  const parts = each(diff.parts, (part) =>
    part.kind === 'text'
      ? textPart(part, newer, `Text of message ${number}`, layout)
      : otherPart(part),
  )
  return html`<section class="card" aria-label="Message ${number}"><header class="card-head"><h2>${heading}</h2>${moved(diff)}</header>${parts}</section>`
}
