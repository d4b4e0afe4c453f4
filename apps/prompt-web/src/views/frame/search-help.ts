import { html } from '@promptbin/html'
import { icon } from '@promptbin/styles'

const operators: readonly (readonly [written: string, meaning: string])[] = [
  ['tag:review', 'with this tag; several narrow it further'],
  ['folder:writing/blog', 'in this folder and those below it'],
  ['label:production', 'with this label on a version'],
  ['uses:house-style', 'that include this prompt'],
  ['is:favourite', 'that you marked with a star'],
  ['tag:"two words"', 'quotes hold blanks together'],
]

const rows = operators.map(
  ([written, meaning]) => html`<div><dt><code>${written}</code></dt><dd>${meaning}</dd></div>`,
)

/** What can be written into the search field, behind a small button in it. */
export const searchHelp = html`<button class="button button-bare search-help-open" type="button" popovertarget="search-help" aria-label="What can be searched for" title="What can be searched for">${icon('help')}</button>
    <div id="search-help" class="dialog search-help" popover role="dialog" aria-labelledby="search-help-title">
      <h2 id="search-help-title">Searching</h2>
      <p>Words must all occur in a prompt; the last one may be only begun. <code>rev</code> finds reviews. With these, only prompts</p>
      <dl class="operators">${rows}</dl>
      <button class="button button-small" type="button" popovertarget="search-help" popovertargetaction="hide">Close</button>
    </div>`
