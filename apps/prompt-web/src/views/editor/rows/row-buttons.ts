import { type Content, html, type Markup } from '@promptbin/html'
import { type IconName, icon } from '@promptbin/styles'

function button(
  action: string,
  row: string,
  label: string,
  drawing: IconName,
  off = false,
): Markup {
  return html`<button class="button button-bare" type="submit" formnovalidate name="do" value="${action} ${row}" data-do aria-label="${label}"${off && html` disabled`}>${icon(drawing)}</button>`
}

/** A row that can be moved among others and removed. */
export interface MovableRow {
  /** As in the names of its fields: `messages.1`. */
  readonly row: string
  /** As people call it: `message 2`. */
  readonly called: string
  readonly index: number
  readonly count: number
}

/** Moves a row up or down, or removes it. Without scripts the page comes back with it done. */
export function rowButtons({ row, called, index, count }: MovableRow): Content {
  return html`<span class="row-buttons">${button('up', row, `Move ${called} up`, 'arrowUp', index === 0)}${button(
    'down',
    row,
    `Move ${called} down`,
    'arrowDown',
    index >= count - 1,
  )}${removeButton(row, called)}</span>`
}

/** Removes a row. */
export function removeButton(row: string, called: string): Markup {
  return button('remove', row, `Remove ${called}`, 'close')
}

/** Adds a row to a list; `kind` is for the parts of a message. */
export function addButton(
  list: string,
  words: string,
  drawing: IconName = 'plus',
  kind = '',
): Markup {
  const value = `add ${list}${kind && ` ${kind}`}`
  return html`<button class="button button-small${kind && ' button-quiet'}" type="submit" formnovalidate name="do" value="${value}" data-do>${icon(drawing)} ${words}</button>`
}
