import { type Content, html, type Markup } from '@promptbin/html'

/** A form that asks for the same page with other filters; it works without a script. */
export function filterForm(action: string, fields: Content): Markup {
  return html`<form class="filters" method="get" action="${action}">${fields}<button class="button button-small" type="submit">Show</button></form>`
}

/** A choice among words; the first, empty one stands for all. */
export function selectField(
  name: string,
  label: string,
  words: readonly string[],
  chosen: string | null,
  all = 'all',
): Markup {
  return html`<div class="field"><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}"><option value="">${all}</option>${words.map(
    (word) => html`<option${word === chosen && html` selected`}>${word}</option>`,
  )}</select></div>`
}

/** A text that is looked for. */
export function textField(
  name: string,
  label: string,
  value: string | null,
  placeholder = '',
): Markup {
  return html`<div class="field field-wide"><label for="filter-${name}">${label}</label><input id="filter-${name}" name="${name}" type="text" value="${value}" placeholder="${placeholder}" autocomplete="off" spellcheck="false"></div>`
}

/** What stands in the address for a filter; nothing for one that is empty or no such word. */
export function chosenWord<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === query.get(name))
}
