import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'

type Keys = readonly (readonly [keys: readonly string[], meaning: string])[]

const everywhere: Keys = [
  [['/'], 'Search'],
  [['Ctrl', 'K'], 'Search, also while writing'],
  [['N'], 'New prompt'],
  [['?'], 'These keys'],
]

const inList: Keys = [
  [['J', 'K'], 'Next and previous prompt'],
  [['↓', '↑'], 'The same, also from the search field'],
  [['Enter'], 'Open the prompt'],
  [['X'], 'Select it'],
  [['S'], 'Favourite, or no longer'],
]

const onPrompt: Keys = [
  [['E'], 'Edit'],
  [['Ctrl', 'S'], 'Save'],
]

function group(name: string, keys: Keys): Markup {
  const rows = keys.map(
    ([combination, meaning]) =>
      html`<tr><th scope="row">${combination.map((key) => html`<kbd>${key}</kbd> `)}</th><td>${meaning}</td></tr>`,
  )
  return html`<table class="keys"><caption>${name}</caption><tbody>${rows}</tbody></table>`
}

/**
 * The list of keys, at the foot of every page. Single keys can be turned off, as people who
 * speak to their computer need (WCAG 2.2, 2.1.4).
 */
export const shortcuts = html`<button class="button button-quiet needs-script" type="button" popovertarget="shortcuts">${icon('keyboard')} Keyboard</button>
  <div id="shortcuts" class="dialog" popover role="dialog" aria-labelledby="shortcuts-title">
    <h2 id="shortcuts-title">Keyboard</h2>
    ${group('Everywhere', everywhere)}
    ${group('In the library', inList)}
    ${group('On a prompt', onPrompt)}
    <label class="choice"><input type="checkbox" id="single-keys" checked> Keys without Ctrl work</label>
    <button class="button" type="button" popovertarget="shortcuts" popovertargetaction="hide" autofocus>Close</button>
  </div>`
