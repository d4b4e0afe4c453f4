import { type Content, each, html, type Markup } from '@promptbin/html'
import type { Included, Message, Variable } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'
import { messageView } from '../message/message.ts'

/** Messages to show, and above them what they are. */
export interface PromptText {
  readonly messages: readonly Message[]
  /** Those whose places stand out. */
  readonly variables: readonly Variable[]
  /** What stands behind the references in the text. */
  readonly included?: readonly Included[]
  readonly heading: string
  /** Stands beside the heading, such as what is still missing. */
  readonly note?: Content
  /** Stands between the heading and the messages. */
  readonly problems?: Content
}

/** The text of a prompt, or of a rendering of it, with a button that copies what is shown. */
export function promptText(content: PromptText): Markup {
  const { messages, variables, included = [], heading, note, problems } = content
  const places = { variables, included }
  return html`<section class="card text-card" id="prompt-text" aria-labelledby="prompt-text-title">
  <header class="card-head">
    <h2 id="prompt-text-title">${heading}</h2>
    ${note}
    <button class="button button-small needs-script" type="button" data-copy="#prompt-text .message-text">${icon('copy')} Copy</button>
  </header>
  ${problems}
  ${each(messages, (message, index) => messageView({ message, index, count: messages.length, places }))}
</section>`
}
