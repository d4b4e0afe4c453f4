import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { searchHelp } from './search-help.ts'

/** The large field searches while you type, the small one leads to the list. */
export type SearchFieldOptions =
  | { readonly size: 'small' }
  | {
      readonly size: 'large'
      readonly q: string
      /** Filters that stay set, by the names of their fields. */
      readonly kept: readonly (readonly [name: string, value: string])[]
    }

const asYouType = html` hx-get="/" hx-trigger="input delay:200ms, submit" hx-target="#results" hx-swap="innerMorph" hx-sync="this:replace" hx-replace-url="true"`

/** Search; without scripts it is a plain form. A filter that is set stays set. */
export function searchField(options: SearchFieldOptions): Markup {
  const isLarge = options.size === 'large'
  return html`<form class="search search-${options.size}" role="search" action="/" method="get"${isLarge && asYouType}>
    ${icon('search')}
    <input type="search" name="q" id="search" value="${isLarge && options.q}" aria-label="Search prompts" placeholder="Search prompts" autocomplete="off" spellcheck="false" enterkeyhint="search" maxlength="1000" aria-keyshortcuts="/ Control+K Meta+K"${isLarge && html` aria-controls="results"`}>
    <kbd class="needs-script" aria-hidden="true">/</kbd>
    ${isLarge && options.kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button class="needs-no-script button" type="submit">Search</button>
    ${isLarge && searchHelp}
  </form>`
}
