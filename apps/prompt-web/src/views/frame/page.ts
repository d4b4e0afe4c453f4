import { type Content, html, type Markup } from '@promptbin/html'
import { themeSwitch } from '@promptbin/styles'
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

const mark = html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
  <rect x="1" y="1" width="22" height="22" rx="6.5"/>
  <path d="M9.2 6.5c-1.7 0-2.2.8-2.2 2.1v1.2c0 1.2-.5 2-1.6 2.2 1.1.2 1.6 1 1.6 2.2v1.2c0 1.3.5 2.1 2.2 2.1M14.8 6.5c1.7 0 2.2.8 2.2 2.1v1.2c0 1.2.5 2 1.6 2.2-1.1.2-1.6 1-1.6 2.2v1.2c0 1.3-.5 2.1-2.2 2.1"/>
  <path class="mark-caret" d="M12 9.3v5.400"/>
</svg>`

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
    <a class="brand" href="/">${mark}<span>PromptBin</span></a>
    ${!hasOwnSearch && !isForStrangers && searchField({ size: 'small' })}
    ${!isForStrangers && navigation(current)}
  </header>
  <div id="connection" role="alert"></div>${
    maintenance !== null &&
    html`
  ${maintenanceNotice(maintenance)}`
  }
  <main id="main" tabindex="-1">
${body}
  </main>
  <footer class="foot">${themeSwitch}${!isForStrangers && shortcuts}</footer>
</body>
</html>`
}
