import { type Content, html } from '@promptbin/html'
import type { Use } from '@promptbin/prompt-store'
import type { Included } from '@promptbin/prompts'
import { promptAddress, versionAddress } from '../prompt/prompt-address.ts'

function includedEntry({ name, version, reference, included }: Included): Content {
  const state =
    version === null
      ? html`<span class="required">in the trash; its place stays as it is written</span>`
      : html`<a href="${versionAddress(name, version.n)}">version ${version.n}</a>`
  return html`<li><p><a href="${promptAddress(name)}">${name}</a> <span class="fine">${state}</span></p>${
    reference !== name &&
    html`<p class="fine">written as <code class="place">{{> ${reference}}}</code></p>`
  }${included.length > 0 && html`<ul class="related">${included.map(includedEntry)}</ul>`}</li>`
}

function useEntry(target: string, { name, title, reference }: Use): Content {
  return html`<li><p><a href="${promptAddress(name)}">${title}</a></p>${
    reference !== target &&
    html`<p class="fine">as <code class="place">{{> ${reference}}}</code></p>`
  }</li>`
}

/** The prompts whose text this one takes in; nothing without any. */
export function includesCard(included: readonly Included[]): Content {
  if (included.length === 0) return null
  return html`<section class="card" aria-labelledby="includes-title">
  <header class="card-head"><h2 id="includes-title">Includes</h2></header>
  <ul class="related">${included.map(includedEntry)}</ul>
</section>`
}

/** The prompts that take in the text of this one; nothing without any. */
export function usesCard(name: string, uses: readonly Use[]): Content {
  if (uses.length === 0) return null
  return html`<section class="card" aria-labelledby="uses-title">
  <header class="card-head"><h2 id="uses-title">Used by</h2><span class="count">${uses.length}</span></header>
  <ul class="related">${uses.map((use) => useEntry(name, use))}</ul>
</section>`
}
