import { type Content, html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { success } from '../frame/notice.ts'

/** A share that was just made, told once. */
export interface NewLink {
  readonly url: string
}

function warning(content: Content): Markup {
  return html`<div class="notice notice-bad" role="alert">${icon('alert')}<p>${content}</p></div>`
}

/** Shows the link of a new share, with a button that copies it. */
export function newLinkNotice({ url }: NewLink): Markup {
  return html`<section class="card share-link" aria-labelledby="share-link-title">
  <header class="card-head"><h2 id="share-link-title">Your link</h2><button class="button button-small button-primary needs-script" type="button" data-copy="#share-link">${icon('copy')} Copy</button></header>
  <p class="share-url"><a id="share-link" href="${url}" rel="noreferrer">${url}</a></p>
  <p class="fine">Whoever has it can read this prompt, and nothing else. Copy it now: it is shown only this once.</p>
</section>`
}

/** That a link was made, where it is known no more. */
export const linkGoneNotice: Markup = success(
  'The link was made, and shown once. If nobody has it, revoke it below and make another.',
)

/** That a link opens no more. */
export const revokedNotice: Markup = success('The link is revoked: it shows nothing any more.')

/** That links do not open at the moment, and what to do. */
export function shutNotice(problem: string): Markup {
  return warning(problem)
}

/** That nobody can share here. */
export const offNotice: Markup = html`<div class="notice notice-plain" role="note">${icon('info')}<p>Sharing is turned off here. Whoever runs PromptBin can turn it on with the setting <code>share.enabled</code>.</p></div>`
