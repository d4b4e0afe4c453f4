import { type Content, html, type Markup } from '@promptbin/html'
import type { LoginSession } from '@promptbin/prompt-store'
import { hasScope, type Principal } from '@promptbin/security'
import { moment } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { newPasswordField } from './login-page.ts'

/** What the page of oneself shows. */
export interface OwnAccountContent {
  readonly principal: Principal
  readonly sessions: readonly LoginSession[]
  /** The session of this browser, by its time; null where none says who asks. */
  readonly isLoggedIn: boolean
  readonly now: Date
  readonly notice?: Content
}

const kinds: Readonly<Record<Principal['kind'], string>> = {
  local: 'everybody on this machine, who needs no login',
  account: 'logged in with a password',
  token: 'known by a token',
  oauth: 'known by a token of another service',
  service: 'another part of PromptBin',
}

function sessionRow(
  { id, client, address, createdAt, lastUsedAt }: LoginSession,
  now: Date,
): Markup {
  const name = client === '' ? 'A program' : client
  return html`<li class="row"><div class="row-main">
    <h3 class="row-title">${name}</h3>
    <p class="row-facts"><span>from <code>${address}</code></span><span>since ${moment(createdAt, now)}</span><span>used ${moment(lastUsedAt, now)}</span></p>
  </div>
  <form class="actions" action="/account/sessions/${id}/end" method="post"><button class="button button-small button-quiet button-danger" type="submit">End<span class="sr-only"> the session of ${name} from ${address}</span></button></form></li>`
}

function sessionsOf({ sessions, now }: OwnAccountContent): Content {
  if (sessions.length === 0) return html``
  return html`<section aria-labelledby="sessions-title"><h2 id="sessions-title">Where you are logged in</h2>
  <ol class="rows">${sessions.map((session) => sessionRow(session, now))}</ol>
  <form class="actions" action="/account/sessions/end-others" method="post"><button class="button button-small" type="submit">End all but this one</button></form></section>`
}

const passwordForm = html`<section aria-labelledby="password-title"><h2 id="password-title">Another password</h2>
  <form class="narrow" action="/account/password" method="post">
    <div class="field"><label for="present">Present password</label><input type="password" id="present" name="present" autocomplete="current-password" required></div>
    ${newPasswordField('wanted', 'New password')}
    <p class="hint">Every other browser in which you are logged in has to log in again.</p>
    <p class="actions"><button class="button" type="submit">Change it</button></p>
  </form></section>`

/** Who one is here, one's sessions, and the ways to tokens and accounts for those who may see to them. */
export function accountPage(site: Site, content: OwnAccountContent): Markup {
  const { principal, isLoggedIn, notice } = content
  const name = principal.id.replace(/^(account|token):/, '')
  const body = html`${notice}<div class="page-head"><h1>Account</h1>
  <p class="lead">You are <b>${name}</b>: ${kinds[principal.kind]}. You may ${[...principal.scopes].join(', ')}${principal.folders && html`, in ${principal.folders.join(', ')}`}.</p></div>
<p class="actions">${hasScope(principal, 'admin') && html`<a class="button" href="/tokens">Tokens</a><a class="button" href="/accounts">Accounts</a>`}</p>
${isLoggedIn && html`<form class="actions" action="/logout" method="post"><button class="button button-primary" type="submit">Log out</button></form>`}
${sessionsOf(content)}
${principal.kind === 'account' && passwordForm}`
  return page(site, { title: 'Account', body, current: 'account' })
}
