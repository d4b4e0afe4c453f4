import { type Content, html, type Markup } from '@promptbin/html'
import type { Account } from '@promptbin/prompt-store'
import { moment } from '@promptbin/styles'
import { page, type Site } from '../frame/page.ts'
import { newPasswordField } from './login-page.ts'
import { scopeFields } from './scope-fields.ts'

/** What the page of the accounts shows. */
export interface AccountsContent {
  readonly accounts: readonly Account[]
  readonly form: { readonly name: string; readonly scopes: readonly string[] }
  readonly now: Date
  readonly notice?: Content
}

function passwordDialog({ id, name }: Account): Markup {
  return html`<button class="button button-small button-quiet" type="button" popovertarget="password-${id}">Set password<span class="sr-only"> of ${name}</span></button>
  <div id="password-${id}" class="dialog" popover role="dialog" aria-labelledby="password-title-${id}">
    <h2 id="password-title-${id}">Another password for “${name}”</h2>
    <form action="/accounts/${name}/password" method="post">
      ${newPasswordField(`password-of-${id}`, 'New password')}
      <p class="hint">Every browser in which ${name} is logged in has to log in again.</p>
      <p class="actions"><button class="button button-primary" type="submit">Set it</button>
      <button class="button" type="button" popovertarget="password-${id}" popovertargetaction="hide">Leave it</button></p>
    </form>
  </div>`
}

function removeDialog({ id, name }: Account): Markup {
  return html`<button class="button button-small button-quiet button-danger" type="button" popovertarget="remove-${id}">Remove<span class="sr-only"> ${name}</span></button>
  <div id="remove-${id}" class="dialog" popover role="dialog" aria-labelledby="remove-title-${id}">
    <h2 id="remove-title-${id}">Remove “${name}”?</h2>
    <p>Every session ends at once. What ${name} has written stays, with the name.</p>
    <form class="actions" action="/accounts/${name}/remove" method="post">
      <button class="button button-danger-solid" type="submit">Remove</button>
      <button class="button" type="button" popovertarget="remove-${id}" popovertargetaction="hide" autofocus>Keep it</button>
    </form>
  </div>`
}

function row(account: Account, now: Date): Markup {
  const { name, scopes, createdAt, createdBy, lastLoginAt } = account
  const login =
    lastLoginAt === null ? 'never logged in' : html`logged in ${moment(lastLoginAt, now)}`
  return html`<li class="row"><div class="row-main">
    <h3 class="row-title">${name}</h3>
    <p class="row-facts"><span>${scopes.join(', ')}</span><span>made ${moment(createdAt, now)} by <b>${createdBy}</b></span><span>${login}</span></p>
  </div>
  <div class="actions">${passwordDialog(account)}${removeDialog(account)}</div></li>`
}

/** All accounts, and the form that makes one. */
export function accountsPage(site: Site, { accounts, form, now, notice }: AccountsContent): Markup {
  const body = html`${notice}<div class="page-head"><h1>Accounts</h1>
  <p class="lead">People who log in with a name and a password, where a login is asked for.</p></div>
<section aria-labelledby="new-account-title"><h2 id="new-account-title">A new account</h2>
<form class="narrow" action="/accounts" method="post">
  <div class="field"><label for="name">Name</label><input type="text" id="name" name="name" value="${form.name}" class="mono" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[a-z0-9]+(-[a-z0-9]+)*" title="Lower-case letters and digits, words joined by “-”"></div>
  ${newPasswordField('password', 'Password')}
  ${scopeFields(form.scopes)}
  <p class="actions"><button class="button button-primary" type="submit">Make the account</button></p>
</form></section>
<section aria-labelledby="accounts-title"><h2 id="accounts-title">All accounts</h2>
${accounts.length === 0 ? html`<p>There are none.</p>` : html`<ol class="rows">${accounts.map((account) => row(account, now))}</ol>`}</section>`
  return page(site, { title: 'Accounts', body, current: 'account' })
}
