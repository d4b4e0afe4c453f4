import { type Message, splitAtPlaces, type Variable } from '@promptbin/prompts'
import { type Content, html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'

/** Longer texts scroll in their own frame, so that what follows stays within reach. */
const longText = 4_000

const roleNames = { system: 'System', user: 'User', assistant: 'Assistant' } as const

/** The name of a role as people read it. */
export const roleName = (role: Message['role']): string => roleNames[role]

/** A text in which the places of declared variables stand out; other braces are ordinary text. */
export function textWithPlaces(text: string, variables: readonly Variable[]): Content {
  const declared = new Set(variables.map(({ name }) => name))
  return splitAtPlaces(text).map((piece) =>
    piece.name !== undefined && declared.has(piece.name)
      ? html`<code class="place">${piece.text}</code>`
      : piece.text,
  )
}

/** Messages to show, and above them what they are. */
export interface PromptText {
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly heading: string
  /** Stands beside the heading, such as what is still missing. */
  readonly note?: Content
}

function message({ role, text }: Message, { messages, variables }: PromptText): Markup {
  const isPlain = messages.length === 1 && role === 'user'
  const scrolls =
    text.length > longText &&
    html` tabindex="0" role="region" aria-label="Text of the ${roleName(role)} message"`
  return html`<div class="message">
    ${!isPlain && html`<p class="role role-${role}">${roleName(role)}</p>`}
    <div class="message-text${scrolls && ' message-long'}"${scrolls}>${textWithPlaces(text, variables)}</div>
  </div>`
}

/** The text of a prompt, or of a rendering of it, with a button that copies what is shown. */
export function promptText(content: PromptText): Markup {
  return html`<section class="card text-card" id="prompt-text" aria-labelledby="prompt-text-title">
  <header class="card-head">
    <h2 id="prompt-text-title">${content.heading}</h2>
    ${content.note}
    <button class="button button-small needs-script" type="button" data-copy="#prompt-text .message-text">${icon('copy')} Copy</button>
  </header>
  ${content.messages.map((each) => message(each, content))}
</section>`
}
