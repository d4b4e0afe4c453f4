import { createHash } from 'node:crypto'

/** The whole style of the page; without characters that HTML would escape. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #59616f; --paper: #fff; --raised: #f5f7fa; --line: #d5dae1; --link: #0b57b0; --good: #1a7f45; --warn: #9a6200; --bad: #c0262d }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #a3acb9; --paper: #16191f; --raised: #1e222a; --line: #363c47; --link: #8ab8ff; --good: #5fce8d; --warn: #efb655; --bad: #ff8a85 } }
body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.25rem 4rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
a { color: var(--link) }
h1 { margin: .5rem 0 0; font-size: 1.5rem } h2 { margin: 2.5rem 0 .25rem; font-size: 1.15rem }
.fine { margin: 0 0 .5rem; color: var(--soft); font-size: .875rem }
.verdict { margin: 1rem 0; padding: .75rem 1rem; border-left: 4px solid var(--line); background: var(--raised) }
.verdict strong { text-transform: capitalize }
.good { color: var(--good) } .warn { color: var(--warn) } .bad { color: var(--bad) }
.verdict.good { border-color: var(--good) } .verdict.warn { border-color: var(--warn) } .verdict.bad { border-color: var(--bad) }
.verdict p { margin: 0; color: var(--ink) }
nav ul { columns: 14rem; margin: 0; padding: 0; list-style: none }
.frame { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .875rem }
th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap }
pre { margin: 0; padding: .75rem; overflow-x: auto; background: var(--raised); font: 12px/1.5 ui-monospace, monospace }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem }
figure { margin: 0; padding: .75rem; background: var(--raised) }
figcaption { font-size: .875rem }
svg { display: block; width: 100%; height: 5rem }
polyline { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke }
.line-0 { stroke: #2f7de1; color: #2f7de1 } .line-1 { stroke: #d9730d; color: #d9730d } .line-2 { stroke: #2a9d61; color: #2a9d61 } .line-3 { stroke: #a259d9; color: #a259d9 }
.key { margin-right: .75em; white-space: nowrap }
`

const hash = createHash('sha256').update(style).digest('base64')

/** Nothing but this style: no script, and nothing from elsewhere, as the page is read without a network. */
export const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
