import { type Content, html, type Markup } from '@promptbin/html'
import { brandMark, themeSwitch } from '@promptbin/styles'
import { damageNotice } from './damage-notice.ts'
import { maintenanceNotice } from './maintenance-notice.ts'
import { type Entry, navigation } from './navigation.ts'
import { searchField } from './search-field.ts'
import { shortcuts } from './shortcuts.ts'

/** What every page must know of the place it stands in. */
export interface Site {
  /** Where scripts and styles are, without a slash at the end. */
  readonly assetsPath: string
  /** Where AI clients reach the library. */
  readonly mcpUrl: string
  /** What people are told while nothing is to be changed, else null. */
  readonly maintenance?: () => string | null
  /** Whether the library is damaged, so that it is only read. */
  readonly isDamaged?: () => boolean
}

/** One page: its title, what stands in it, and what the head of the page shows. */
export interface PageContent {
  readonly title: string
  readonly body: Content
  /** Which entry of the navigation this page is. */
  readonly current?: Entry
  /** The list has its own large search field, and one page has only one. */
  readonly hasOwnSearch?: boolean
  /** It leads nowhere else: who sees it is not let in yet. */
  readonly isForStrangers?: boolean
  /** A script that only this page needs; the nonce lets it make styles, see `sendHtml`. */
  readonly script?: { readonly file: string; readonly nonce: string }
}

/** Nothing is evaluated or styled from text, and a request that hangs is given up. */
const htmxConfig = JSON.stringify({ includeIndicatorCSS: false, defaultTimeout: 15_000 })

/** A whole page around its body. */
export function page(
  site: Site,
  { title, body, current, hasOwnSearch, isForStrangers, script }: PageContent,
): Markup {
  const maintenance = site.maintenance?.() ?? null
  const asset = (file: string) => `${site.assetsPath}/${file}`
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="htmx-config" content="${htmxConfig}">
  <title>${title} · PromptBin</title>
  <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
  <link rel="stylesheet" href="${asset('styles/main.css')}">
  <script src="${asset('htmx.min.js')}" defer></script>
  <script src="${asset('scripts/main.js')}" type="module"></script>${
    script &&
    html`
  <script src="${asset(script.file)}" type="module" nonce="${script.nonce}"></script>`
  }
</head>
<body>
  <a class="skip-link" href="#main">Skip to content</a>
  <header class="bar">
    <a class="brand" href="/">${brandMark}<span>PromptBin</span></a>
    ${!hasOwnSearch && !isForStrangers && searchField({ size: 'small' })}
    ${!isForStrangers && navigation(current)}
  </header>
  <div id="connection" role="alert"></div>${
    maintenance !== null &&
    html`
  ${maintenanceNotice(maintenance)}`
  }${
    site.isDamaged?.() &&
    html`
  ${damageNotice()}`
  }
  <main id="main" tabindex="-1">
${body}
  </main>
  <footer class="foot">${themeSwitch}${!isForStrangers && shortcuts}</footer>
</body>
</html>`
}
