import { type Content, html, type Markup } from '@promptbin/html'

/** What a page for strangers must know of the place it stands in. */
export interface SharedSite {
  /** Where scripts and styles are, without a slash at the end. */
  readonly assetsPath: string
}

/** A page for somebody who knows nothing of the library: it leads nowhere else. */
export function sharedFrame({ assetsPath }: SharedSite, title: string, body: Content): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex, nofollow">
  <meta name="referrer" content="no-referrer">
  <title>${title}</title>
  <link rel="icon" href="${assetsPath}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${assetsPath}/styles/main.css">
  <script src="${assetsPath}/scripts/shared.js" type="module"></script>
</head>
<body>
  <a class="skip-link" href="#main">Skip to content</a>
  <main id="main" class="shared" tabindex="-1">
${body}
  </main>
</body>
</html>`
}
