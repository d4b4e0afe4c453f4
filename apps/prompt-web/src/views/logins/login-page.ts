import { type Content, html, type Markup } from '@promptbin/html'
import { longestPassword, shortestPassword } from '@promptbin/security'
import { page, type Site } from '../frame/page.ts'

/** What the page of the login shows. */
export interface LoginContent {
  /** Where the browser goes on. */
  readonly next: string
  /** As it was typed; a password is never sent back. */
  readonly name: string
  readonly notice?: Content
}

const nameRules = html` maxlength="64" autocapitalize="none" spellcheck="false" required`

/** The login: by name and password, or by a token. Each is a form of its own, so that Enter sends the right one. */
export function loginPage(site: Site, { next, name, notice }: LoginContent): Markup {
  const goOn = html`<input type="hidden" name="next" value="${next}">`
  const body = html`${notice}<div class="narrow">
  <h1>Log in</h1>
  <p class="lead">This library is for people with an account or a token.</p>
  <form action="/login" method="post">${goOn}
    <div class="field"><label for="name">Name</label><input type="text" id="name" name="name" value="${name}" autocomplete="username"${nameRules}${name === '' && html` autofocus`}></div>
    <div class="field"><label for="password">Password</label><input type="password" id="password" name="password" autocomplete="current-password" maxlength="${2 * longestPassword}" required${name !== '' && html` autofocus`}></div>
    <p class="actions"><button class="button button-primary" type="submit">Log in</button></p>
  </form>
  <details class="login-token">
    <summary>Log in with a token</summary>
    <form action="/login" method="post">${goOn}
      <div class="field"><label for="token">Token</label><input type="password" id="token" name="token" class="mono" autocomplete="off" maxlength="200" required aria-describedby="token-hint"><p class="hint" id="token-hint">It begins with <code>pbn_</code>. This browser then may what the token may, for as long as the token is good.</p></div>
      <p class="actions"><button class="button" type="submit">Log in with the token</button></p>
    </form>
  </details>
</div>`
  return page(site, { title: 'Log in', body, isForStrangers: true })
}

/** What the page of the set-up shows. */
export interface SetUpContent {
  readonly token: string
  readonly name: string
  readonly notice?: Content
}

/** The field of a password that is to be. */
export function newPasswordField(id: string, label: string): Markup {
  return html`<div class="field"><label for="${id}">${label}</label><input type="password" id="${id}" name="${id}" autocomplete="new-password" minlength="${shortestPassword}" maxlength="${2 * longestPassword}" required aria-describedby="${id}-hint"><p class="hint" id="${id}-hint">At least ${shortestPassword} characters; several words are good.</p></div>`
}

/** The very first account. */
export function setUpPage(site: Site, { token, name, notice }: SetUpContent): Markup {
  const body = html`${notice}<div class="narrow">
  <h1>Set up PromptBin</h1>
  <p class="lead">Nobody can log in yet. This makes the first account, which may everything.</p>
  <form action="/setup" method="post">
    <div class="field"><label for="setup-token">Set-up token</label><input type="text" id="setup-token" name="setup-token" class="mono" value="${token}" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="512" required aria-describedby="setup-token-hint"><p class="hint" id="setup-token-hint">PromptBin printed it when it started, or it is what <code>auth.setup_token</code> says.</p></div>
    <div class="field"><label for="name">Name</label><input type="text" id="name" name="name" value="${name}" autocomplete="username" pattern="[a-z0-9]+(-[a-z0-9]+)*" title="Lower-case letters and digits, words joined by “-”"${nameRules}></div>
    ${newPasswordField('password', 'Password')}
    <p class="actions"><button class="button button-primary" type="submit">Make the account</button></p>
  </form>
</div>`
  return page(site, { title: 'Set up', body, isForStrangers: true })
}
