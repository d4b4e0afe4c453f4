import { type Content, each, html, type Markup } from '@promptbin/html'
import { type Message, type Part, partsOf, textOf } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { imageFigure } from './image.ts'
import { resourceCard } from './resource-card.ts'
import { roleName } from './role-name.ts'
import { type Places, textWithPlaces } from './text-with-places.ts'

/** Longer texts scroll in their own frame, so that what follows stays within reach. */
const longText = 4_000

/** A message in its place among others. */
export interface PlacedMessage {
  readonly message: Message
  /** Counted from 0; ids are made from it. */
  readonly index: number
  /** How many messages there are. */
  readonly count: number
  readonly places: Places
}

function textPart(text: string, role: string, places: Places): Markup {
  const scrolls =
    text.length > longText &&
    html` tabindex="0" role="region" aria-label="Text of the ${role} message"`
  return html`<div class="message-text${scrolls && ' message-long'}"${scrolls}>${textWithPlaces(text, places)}</div>`
}

function part(
  { text, image, resource }: Part,
  where: string,
  role: string,
  places: Places,
): Content {
  if (image !== undefined) return imageFigure(image, where)
  if (resource !== undefined) return resourceCard(resource, where)
  return textPart(text ?? '', role, places)
}

/** One message, and a button of its own that copies its text where there are several. */
export function messageView({ message, index, count, places }: PlacedMessage): Markup {
  const role = roleName(message.role)
  const isPlain = count === 1 && message.role === 'user'
  const id = `message-${index + 1}`
  const canCopy = count > 1 && textOf(message) !== ''
  const copy =
    canCopy &&
    html`<button class="button button-bare needs-script" type="button" data-copy="#${id} .message-text" aria-label="Copy message ${index + 1}">${icon('copy')}</button>`
  return html`<div class="message" id="${id}">
    ${!isPlain && html`<div class="message-head"><p class="role role-${message.role}">${role}</p>${copy}</div>`}
    ${each(partsOf(message), (one, at) => part(one, `${at + 1} of message ${index + 1}`, role, places))}
  </div>`
}
