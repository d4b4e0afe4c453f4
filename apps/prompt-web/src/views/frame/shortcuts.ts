import { html } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'

const keys: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['/'], 'Search'],
  [['Ctrl', 'K'], 'Search, from anywhere'],
  [['↓', '↑'], 'Walk through the results'],
  [['Enter'], 'Open a result'],
  [['N'], 'New prompt'],
  [['E'], 'Edit this prompt'],
  [['Ctrl', 'S'], 'Save'],
]

const rows = keys.map(
  ([combination, meaning]) =>
    html`<tr><th scope="row">${combination.map((key) => html`<kbd>${key}</kbd> `)}</th><td>${meaning}</td></tr>`,
)

/**
 * The list of keys, at the foot of every page. Single keys can be turned off, as people who
 * speak to their computer need (WCAG 2.2, 2.1.4).
 */
export const shortcuts = html`<footer class="foot needs-script">
  <button class="button button-quiet" type="button" popovertarget="shortcuts">${icon('keyboard')} Keyboard</button>
  <div id="shortcuts" class="dialog" popover role="dialog" aria-labelledby="shortcuts-title">
    <h2 id="shortcuts-title">Keyboard</h2>
    <table class="keys"><tbody>${rows}</tbody></table>
    <label class="choice"><input type="checkbox" id="single-keys" checked> Single keys work (<kbd>/</kbd> <kbd>N</kbd> <kbd>E</kbd>)</label>
    <button class="button" type="button" popovertarget="shortcuts" popovertargetaction="hide" autofocus>Close</button>
  </div>
</footer>`
