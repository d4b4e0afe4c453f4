import { type Content, html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import type { Groups } from '../filters/filter-nav.ts'
import { exportChoices } from '../transfer/formats.ts'

/** As many folders and tags as a browser offers while one is typed. */
const offered = 200

const button = (action: string, content: Content) =>
  html`<button class="button" type="submit" name="action" value="${action}">${content}</button>`

function tagMenu(): Markup {
  return html`<details class="menu" name="batch-menu">
    <summary class="menu-button">${icon('tag')} Tag</summary>
    <div class="menu-panel menu-fields">
      <div class="field"><label for="batch-tag">Tag</label><input id="batch-tag" name="tag" maxlength="50" list="known-tags" autocomplete="off" data-enter="tag"></div>
      <p class="actions">${button('tag', 'Add')}${button('untag', 'Remove')}</p>
    </div>
  </details>`
}

function folderMenu(): Markup {
  return html`<details class="menu" name="batch-menu">
    <summary class="menu-button">${icon('folder')} Move</summary>
    <div class="menu-panel menu-fields">
      <div class="field"><label for="batch-folder">Folder <span class="optional">empty for none</span></label><input id="batch-folder" name="folder" maxlength="200" list="known-folders" autocomplete="off" data-enter="move"></div>
      <p class="actions">${button('move', 'Move')}</p>
    </div>
  </details>`
}

function starMenu(): Markup {
  return html`<details class="menu" name="batch-menu">
    <summary class="menu-button">${icon('star')} Favourite</summary>
    <div class="menu-panel">
      <button class="menu-item" type="submit" name="action" value="star">Mark as favourites</button>
      <button class="menu-item" type="submit" name="action" value="unstar">No longer favourites</button>
    </div>
  </details>`
}

function exportMenu(): Markup {
  return html`<details class="menu" name="batch-menu">
    <summary class="menu-button">${icon('download')} Export</summary>
    <div class="menu-panel">${exportChoices.map(
      ({ format, name }) =>
        html`<button class="menu-item" type="submit" name="action" value="export-${format}">${name}</button>`,
    )}</div>
  </details>`
}

/** A form is sent by its first button when Enter is pressed in a field; this one does nothing. */
const nothingByEnter = html`<button type="submit" disabled hidden></button>`

const options = (names: readonly { readonly name: string }[]) =>
  names.slice(0, offered).map(({ name }) => html`<option value="${name}"></option>`)

/**
 * What is done with many prompts at once. The boxes in the rows belong to this form; it shows as
 * soon as one of them is ticked.
 */
export function batchBar({ folders, tags }: Groups): Markup {
  return html`<form id="batch" class="batch" action="/batch" method="post" aria-label="Selected prompts">
  ${nothingByEnter}
  <p class="batch-count" role="status" id="selected"><span class="needs-no-script">With the selected</span></p>
  <div class="batch-actions">
    ${starMenu()}${tagMenu()}${folderMenu()}${exportMenu()}
    <button class="menu-button batch-trash" type="submit" name="action" value="trash">${icon('trash')} Trash</button>
  </div>
  <button class="button button-bare" type="reset" aria-label="Clear the selection" title="Clear the selection">${icon('close')}</button>
  <datalist id="known-tags">${options(tags)}</datalist>
  <datalist id="known-folders">${options(folders)}</datalist>
</form>`
}
