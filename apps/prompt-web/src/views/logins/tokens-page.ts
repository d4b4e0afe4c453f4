import { type Content, html, type Markup } from '@promptbin/html'
import type { Token } from '@promptbin/prompt-store'
import { icon, moment } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { dayOf } from '../share/day.ts'
import { expiryField } from '../shares/expiry-field.ts'
import { scopeFields } from './scope-fields.ts'

/** The form of a token, as it was typed. */
export interface TokenForm {
  readonly name: string
  readonly scopes: readonly string[]
  readonly folders: string
  readonly expiry: string
}

/** What the page of the tokens shows. */
export interface TokensContent {
  readonly tokens: readonly Token[]
  readonly form: TokenForm
  readonly now: Date
  readonly notice?: Content
}

/** Shows a token that was just made or renewed; nobody can read it again. */
export function newTokenNotice(name: string, token: string, previousEndsAt: string | null): Markup {
  const before = previousEndsAt !== null && html` The one before is good until ${previousEndsAt}.`
  return html`<section class="card share-link" aria-labelledby="token-title">
  <header class="card-head"><h2 id="token-title">The token “${name}”</h2><button class="button button-small button-primary needs-script" type="button" data-copy="#new-token">${icon('copy')} Copy</button></header>
  <p class="share-url"><code id="new-token">${token}</code></p>
  <p class="fine">Keep it safe: it is shown only now.${before}</p>
</section>`
}

function ending({ expiresAt, revokedAt, previousEndsAt }: Token, now: Date): Content {
  if (revokedAt !== null) return html`<span class="badge">revoked ${dayOf(revokedAt)}</span>`
  const renewed =
    previousEndsAt !== null &&
    new Date(previousEndsAt) > now &&
    html`<span>renewed; the one before is good until ${previousEndsAt}</span>`
  if (expiresAt === null) return html`${renewed}<span>without an end</span>`
  const isOver = new Date(expiresAt) <= now
  return isOver
    ? html`<span class="badge">ended ${dayOf(expiresAt)}</span>`
    : html`${renewed}<span>until ${dayOf(expiresAt)}</span>`
}

/** Asks before something is over; it opens without scripts too. */
function dialog(id: string, name: string, wish: 'rotate' | 'revoke'): Markup {
  const isRevoke = wish === 'revoke'
  const verb = isRevoke ? 'Revoke' : 'Renew'
  const dangerous = isRevoke ? 'button-danger' : ''
  return html`<button class="button button-small button-quiet ${dangerous}" type="button" popovertarget="${wish}-${id}">${verb}<span class="sr-only"> the token ${name}</span></button>
  <div id="${wish}-${id}" class="dialog" popover role="dialog" aria-labelledby="${wish}-title-${id}">
    <h2 id="${wish}-title-${id}">${verb} “${name}”?</h2>
    <p>${isRevoke ? 'Whoever uses it is let in no more, within about a second, and nothing brings it back.' : 'It gets another key, which is shown once. The present one is good for another hour.'}</p>
    <form class="actions" action="/tokens/${id}/${wish}" method="post">
      <button class="button ${isRevoke ? 'button-danger-solid' : 'button-primary'}" type="submit">${verb}</button>
      <button class="button" type="button" popovertarget="${wish}-${id}" popovertargetaction="hide" autofocus>Keep it</button>
    </form>
  </div>`
}

function row(token: Token, now: Date): Markup {
  const { id, name, scopes, folders, ending: last, createdAt, createdBy, lastUsedAt } = token
  const isUsed = lastUsedAt !== null
  return html`<li class="row"><div class="row-main">
    <h3 class="row-title">${name} <code>…${last}</code></h3>
    <p class="row-facts"><span>${scopes.join(', ')}</span>${folders && html`<span>in ${folders.join(', ')}</span>`}<span>made ${moment(createdAt, now)} by <b>${createdBy}</b></span>${ending(token, now)}<span>${isUsed ? html`used ${moment(lastUsedAt, now)}` : 'not used yet'}</span></p>
  </div>
  ${token.revokedAt === null && html`<div class="actions">${dialog(id, name, 'rotate')}${dialog(id, name, 'revoke')}</div>`}</li>`
}

/** All tokens, and the form that makes one. */
export function tokensPage(site: Site, { tokens, form, now, notice }: TokensContent): Markup {
  const body = html`${notice}<div class="page-head"><h1>Tokens</h1>
  <p class="lead">With a token a program asks as somebody: an AI client where mcp-gateway wants one, a script at the API.</p></div>
<section aria-labelledby="new-token-title"><h2 id="new-token-title">A new token</h2>
<form class="narrow" action="/tokens" method="post">
  <div class="field"><label for="name">Name</label><input type="text" id="name" name="name" value="${form.name}" class="mono" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[a-z0-9]+(-[a-z0-9]+)*" title="Lower-case letters and digits, words joined by “-”" aria-describedby="name-hint"><p class="hint" id="name-hint">Who is to use it, such as <code>laptop</code>.</p></div>
  ${scopeFields(form.scopes)}
  <div class="field"><label for="folders">Folders <span class="optional">optional</span></label><input type="text" id="folders" name="folders" value="${form.folders}" maxlength="2000" autocomplete="off" spellcheck="false" aria-describedby="folders-hint"><p class="hint" id="folders-hint">With commas. Outside of them there is nothing for it; left empty, it has the whole library.</p></div>
  <div class="field"><label for="share-expiry">It ends after</label>${expiryField(form.expiry)}</div>
  <p class="actions"><button class="button button-primary" type="submit">Make the token</button></p>
</form></section>
<section aria-labelledby="tokens-title"><h2 id="tokens-title">All tokens</h2>
${tokens.length === 0 ? html`<p>There are none.</p>` : html`<ol class="rows">${tokens.map((token) => row(token, now))}</ol>`}</section>`
  return page(site, { title: 'Tokens', body, current: 'account' })
}
