import { type Content, html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'

/** More versions than this are no longer a list that one looks through. */
const longestList = 50

function optionText({ labels, latest }: Prompt, n: number): string {
  const names = labels.filter(({ version }) => version === n).map(({ name }) => name)
  const known = n === latest ? [...names, 'newest'] : names
  return known.length === 0 ? `Version ${n}` : `Version ${n} · ${known.join(', ')}`
}

/** A field for one version of a prompt: a list of all, or a number where there are many. */
export function versionField(
  prompt: Prompt,
  id: string,
  name: string,
  chosen: number,
  attributes?: Content,
): Markup {
  const { latest } = prompt
  if (latest > longestList) {
    return html`<input type="number" id="${id}" name="${name}" min="1" max="${latest}" required value="${chosen}"${attributes}>`
  }
  const numbers = Array.from({ length: latest }, (_, index) => latest - index)
  return html`<select id="${id}" name="${name}"${attributes}>${numbers.map(
    (n) =>
      html`<option value="${n}"${n === chosen && html` selected`}>${optionText(prompt, n)}</option>`,
  )}</select>`
}
