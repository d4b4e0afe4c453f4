import { html, type Markup } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import { icon } from '@promptbin/styles'
import type { LoginView } from '../../access/login-routes.ts'

/** Where the page stands, and what was wrong with the last try. */
export interface LoginFrame {
  readonly assetsPath: string
  readonly problem: Problem | undefined
  /** Of the library, where the first account is made. */
  readonly webUrl: string
}

function notice({ detail, hint, code }: Problem): Markup {
  return html`<div class="notice notice-bad" role="alert">${icon('alert')}<div><p><strong>${detail}</strong> ${hint}</p><p class="fine"><code>${code}</code></p></div></div>`
}

function byLink(link: string, goOn: Markup): Markup {
  return html`<p class="lead">“promptbin login-link” made this link. It is good once.</p>
  <form action="/login" method="post">${goOn}<input type="hidden" name="link" value="${link}">
    <p class="actions"><button class="button button-primary" type="submit" autofocus>Log in</button></p></form>`
}

function byHand({ name }: LoginView, webUrl: string, goOn: Markup): Markup {
  return html`<p class="lead">The console is for those who run PromptBin.</p>
  <form action="/login" method="post">${goOn}
    <div class="field"><label for="name">Name</label><input type="text" id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus></div>
    <div class="field"><label for="password">Password</label><input type="password" id="password" name="password" autocomplete="current-password" maxlength="512" required></div>
    <p class="actions"><button class="button button-primary" type="submit">Log in</button></p>
  </form>
  <details><summary>Log in with a token</summary>
    <form action="/login" method="post">${goOn}
      <div class="field"><label for="token">Token</label><input type="password" id="token" name="token" autocomplete="off" maxlength="200" required></div>
      <p class="actions"><button class="button" type="submit">Log in with the token</button></p>
    </form>
  </details>
  <p class="fine">On the machine itself <code>promptbin login-link</code> prints a link that lets you in, also while the library is down. The first account is made at <a href="${webUrl}/setup">the library</a>.</p>`
}

/** The login of the console: a page without anything else, as who sees it is not let in yet. */
export function loginPage(view: LoginView, { assetsPath, problem, webUrl }: LoginFrame): Markup {
  const goOn = html`<input type="hidden" name="next" value="${view.next}">`
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Log in · PromptBin console</title>
  <link rel="icon" href="${assetsPath}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${assetsPath}/main.css">
</head>
<body>
  <main id="main" class="narrow" tabindex="-1">
  ${problem && notice(problem)}
  <h1>Log in to the console</h1>
  ${view.link === undefined ? byHand(view, webUrl, goOn) : byLink(view.link, goOn)}
  </main>
</body>
</html>`
}
