import { type Content, html, type Markup } from '@promptbin/html'
import { brandMark, icon, themeSwitch } from '@promptbin/styles'
import { livePart } from '../live/parts.ts'
import type { View } from '../view/view.ts'
import { navigation } from './navigation.ts'
import { palette } from './palette.ts'

/** What every page stands in. */
export interface Frame {
  /** Where scripts and styles are, without a slash at the end. */
  readonly assetsPath: string
  readonly view: View
  /** Who is logged in; undefined where nobody has to be. */
  readonly who: string | undefined
}

/** One page: its title and what stands in it. */
export interface PageContent {
  readonly title: string
  readonly body: Content
  /** Its address, or that of the page above it in the navigation. */
  readonly place: string
  /** Whether it has charts, or figures that change each second. */
  readonly hasFigures?: boolean
  /** The code of the answer, 200 unless told. */
  readonly status?: number
}

/** A whole page around its body. */
export function page(frame: Frame, { title, body, place, hasFigures }: PageContent): Markup {
  const { assetsPath, view } = frame
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · PromptBin console</title>
  <link rel="icon" href="${assetsPath}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${assetsPath}/main.css">
  <script src="${assetsPath}/main.js" type="module"></script>
</head>
<body${hasFigures && html` data-figures="1"`}>
  <a class="skip-link" href="#main">Skip to content</a>
  <header class="bar">
    <button class="button button-bare menu-button" type="button" popovertarget="menu" aria-label="Menu">${icon('menu')}</button>
    <a class="brand" href="/">${brandMark}<span>PromptBin</span><span class="brand-place">Console</span></a>
    ${livePart('pill', view)}
    <div class="bar-end">
      <button class="button button-small palette-button needs-script" type="button" id="open-palette">${icon('search')}<span class="short-on-phones">Go to, or do</span><kbd class="wide-only">Ctrl K</kbd></button>
      <span class="needs-script">${themeSwitch}</span>
      ${login(frame)}
    </div>
  </header>
  ${navigation(view, place)}
  <div class="column">
  <div id="connection" class="connection" role="status" hidden>${icon('alert')}<p>The supervisor does not answer. This page shows what was true last, and goes on by itself when it is back.</p></div>
  <main id="main" tabindex="-1">
${body}
  </main>
  </div>
  <div id="outcome" class="outcome" role="status"></div>
  ${palette(view)}
  ${confirmation}
</body>
</html>`
}

function login({ who }: Frame): Content {
  return (
    who !== undefined &&
    html`<form class="who" method="post" action="/logout"><span class="wide-only">${icon('user')}${who}</span><button class="button button-small" type="submit">Log out</button></form>`
  )
}

/** Asks before something is disrupted; the script fills it in. */
const confirmation = html`<dialog class="dialog confirm" id="confirm" aria-labelledby="confirm-title">
    <form method="dialog">
      <h2 id="confirm-title"></h2>
      <p id="confirm-text"></p>
      <div class="field" id="confirm-field"><label for="confirm-word">Type <code id="confirm-expected"></code> to go on</label><input id="confirm-word" type="text" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
      <p class="actions"><button class="button button-danger-solid" type="submit" id="confirm-go" value="go">Go on</button><button class="button" type="submit" value="" formnovalidate>Leave it</button></p>
    </form>
  </dialog>`
