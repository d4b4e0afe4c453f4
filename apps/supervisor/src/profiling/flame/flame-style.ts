import { createHash } from 'node:crypto'

/** The whole style of the page; without characters that HTML would escape. */
export const flameStyle = `
:root { color-scheme: light dark; --ink: #1d2129; --paper: #fff; --line: #8b93a1; --link: #0b57b0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --paper: #16191f; --line: #6b7482; --link: #8ab8ff } }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
a { color: var(--link) }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem }
svg { display: block; width: 100%; height: auto }
svg text { font: 11px ui-monospace, monospace; fill: #1d2129; pointer-events: none }
svg rect { stroke: var(--paper) }
svg a:hover rect { stroke: var(--ink) }
.ours { fill: #ffb35c } .library { fill: #ffe08a } .node { fill: #a9d1f7 } .engine { fill: #c9ced6 }
.key { display: inline-block; padding: 0 .5em; margin-right: .5em; color: #1d2129 }
.key.ours { background: #ffb35c } .key.library { background: #ffe08a } .key.node { background: #a9d1f7 } .key.engine { background: #c9ced6 }
table { border-collapse: collapse; width: 100% }
th, td { padding: .25rem .5rem; text-align: left; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.amount { text-align: right; white-space: nowrap }
`

const hash = createHash('sha256').update(flameStyle).digest('base64')

/** Nothing but this style: no script, no picture, nothing from elsewhere, in no other page. */
export const flamePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
