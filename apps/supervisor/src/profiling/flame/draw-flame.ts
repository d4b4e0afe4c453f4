import { each, html, type Markup } from '@promptbin/html'
import type { Profile } from '../profile.ts'
import { addressOf, flameGraph } from './flame-graph.ts'
import { pathTo } from './flame-layout.ts'
import { flamePolicy, flameStyle } from './flame-style.ts'
import { hottestFunctions } from './hottest-functions.ts'
import { type Frame, type ProfileTree, readCpuProfile, readHeapProfile } from './profile-tree.ts'

/** A page, and the content security policy that it needs. */
export interface FlamePage {
  readonly page: string
  readonly policy: string
}

/** What a table of functions can be read with. */
const tableRows = 40

/**
 * A profile of the CPU or of allocations as a page: the flame graph, and what it shows as a table.
 * It works without a script; `focusId` is the frame to look at more closely. Throws when the text is
 * no such profile.
 */
export function drawFlame(profile: Profile, text: string, focusId = -1): FlamePage {
  const tree = profile.kind === 'cpu' ? readCpuProfile(text) : readHeapProfile(text)
  const focus = pathTo(tree.root, focusId)
  return { page: String(pageOf(profile, tree, focus)), policy: flamePolicy }
}

function pageOf(profile: Profile, tree: ProfileTree, focus: readonly Frame[]): Markup {
  const describe = (amount: number) => `${amountText(amount, tree.unit)} (${share(amount, tree)})`
  const title = `${tree.unit === 'bytes' ? 'Allocations' : 'CPU'} of ${profile.service}, process ${profile.processId}`
  const widest = focus.at(-1) ?? tree.root
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · PromptBin</title>
<style>${flameStyle}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${summary(profile, tree)} <a href="/api/v1/profiles/${profile.id}">Download</a> it for Chrome DevTools or another tool.</p>
<p><span class="key ours">PromptBin</span><span class="key library">libraries</span><span class="key node">Node.js</span><span class="key engine">the engine itself</span></p>
<h2>Flame graph</h2>
${flameGraph({ focus, describe })}
${focus.length > 1 && callers(focus)}
${callsOf(widest, describe)}
${hottest(widest, describe)}
</main>
</body>
</html>
`
}

function summary({ takenAt, seconds }: Profile, { root, unit, idle }: ProfileTree): string {
  const recorded = `Recorded for ${seconds} s at ${takenAt.slice(0, 19).replace('T', ' ')} UTC.`
  const amount = amountText(root.total, unit)
  if (unit === 'bytes') return `${recorded} About ${amount} were allocated, as sampled.`
  const percent = Math.round((100 * idle) / Math.max(1, idle + root.total))
  return `${recorded} The process was busy for ${amount} and had nothing to do for ${percent} % of the time, which is not shown.`
}

/** The way back to the whole. */
function callers(focus: readonly Frame[]): Markup {
  return html`<nav aria-label="Callers"><p>${each(focus.slice(0, -1), (frame) => html`${link(frame)} → `)}<strong>${focus.at(-1)?.name}</strong></p></nav>`
}

function callsOf(widest: Frame, describe: (amount: number) => string): Markup | false {
  if (widest.calls.length === 0) return false
  const calls = widest.calls.toSorted((one, other) => other.total - one.total).slice(0, tableRows)
  return html`<h2>What ${widest.name} calls</h2>
<table>
<thead><tr><th scope="col">Function</th><th scope="col">Where</th><th scope="col" class="amount">With what it calls</th></tr></thead>
<tbody>${each(
    calls,
    (frame) => html`
<tr><td>${link(frame)}</td><td>${frame.place}</td><td class="amount">${describe(frame.total)}</td></tr>`,
  )}
</tbody>
</table>`
}

function hottest(widest: Frame, describe: (amount: number) => string): Markup {
  return html`<h2>The hottest functions</h2>
<table>
<thead><tr><th scope="col">Function</th><th scope="col">Where</th><th scope="col" class="amount">By itself</th><th scope="col" class="amount">With what it calls</th></tr></thead>
<tbody>${each(
    hottestFunctions(widest, tableRows),
    ({ heaviest, self, total }) => html`
<tr><td>${link(heaviest)}</td><td>${heaviest.place}</td><td class="amount">${describe(self)}</td><td class="amount">${describe(total)}</td></tr>`,
  )}
</tbody>
</table>`
}

function link(frame: Frame): Markup {
  return html`<a href="${addressOf(frame)}">${frame.name}</a>`
}

function share(amount: number, { root }: ProfileTree): string {
  return `${(root.total === 0 ? 0 : (100 * amount) / root.total).toFixed(1)} %`
}

function amountText(amount: number, unit: ProfileTree['unit']): string {
  return unit === 'bytes' ? `${(amount / 1e6).toFixed(2)} MB` : `${(amount / 1000).toFixed(1)} ms`
}
