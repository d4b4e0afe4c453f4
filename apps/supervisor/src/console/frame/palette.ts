import { html, type Markup } from '@promptbin/html'
import { operationNames, operationOf } from '@promptbin/operations'
import { icon } from '@promptbin/styles'
import type { View } from '../view/view.ts'
import { entries } from './navigation.ts'

interface Entry {
  readonly href: string
  readonly name: string
  readonly kind: string
  /** What is searched beside the name. */
  readonly words?: string
}

/** Everything that can be gone to or done, by typing some letters of it (Ctrl K). */
export function palette({ services }: View): Markup {
  const all: readonly Entry[] = [
    ...entries.flat().map(({ href, name }) => ({ href, name, kind: 'page' })),
    ...services.map(({ name }) => ({ href: `/services/${name}`, name, kind: 'service' })),
    ...operationNames.map((operation) => {
      const { title, command } = operationOf(operation)
      return {
        href: `/operations/${operation}`,
        name: title,
        kind: 'operation',
        words: `${operation} ${command}`,
      }
    }),
  ]
  return html`<dialog class="palette" id="palette" aria-label="Go to, or do">
    <div class="palette-field">${icon('search')}<input id="palette-search" type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" aria-label="Go to, or do" placeholder="Go to a page, or do something" autocomplete="off" spellcheck="false" autofocus></div>
    <div id="palette-list" role="listbox" aria-label="What there is">${all.map(
      ({ href, name, kind, words = '' }, at) =>
        html`<a id="palette-${at}" role="option" tabindex="-1" href="${href}" data-words="${`${name} ${words}`.toLowerCase()}"><span>${name}</span><span class="palette-kind">${kind}</span></a>`,
    )}<p class="nothing" id="palette-nothing" hidden>Nothing is called so.</p></div>
  </dialog>`
}
