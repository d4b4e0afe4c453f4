import { html, type Markup } from './html.ts'

/** Drawn on a grid of 16 by 16, in the colour of the text around them. */
const drawings = {
  alert: html`<path d="M8 1.8 15 14H1z"/><path d="M8 6.3v3.4M8 11.8v.1"/>`,
  arrowLeft: html`<path d="M13 8H3M7 4 3 8l4 4"/>`,
  arrowRight: html`<path d="M3 8h10M9 4l4 4-4 4"/>`,
  check: html`<path d="m3 8.5 3.3 3.3L13 5"/>`,
  close: html`<path d="m4 4 8 8M12 4l-8 8"/>`,
  copy: html`<rect x="5.5" y="5.5" width="8" height="8" rx="1.6"/><path d="M10.5 3.6A1.4 1.4 0 0 0 9.1 2.5H4A1.5 1.5 0 0 0 2.5 4v5.1c0 .7.5 1.2 1.1 1.4"/>`,
  folder: html`<path d="M1.8 4.2c0-.7.5-1.2 1.2-1.2h3l1.6 1.8H13c.7 0 1.2.5 1.2 1.2v5.6c0 .7-.5 1.2-1.2 1.2H3c-.7 0-1.2-.5-1.2-1.2z"/>`,
  history: html`<path d="M2.3 8a5.7 5.7 0 1 0 1.9-4.2L2.3 5.5"/><path d="M2.3 2.6v2.9h2.9M8 5v3.2l2.1 1.3"/>`,
  keyboard: html`<rect x="1.5" y="4" width="13" height="8.5" rx="1.6"/><path d="M4 7h.1M6.7 7h.1M9.4 7h.1M12 7h.1M5 9.8h6"/>`,
  pencil: html`<path d="m10.6 2.9 2.5 2.5-7.6 7.6-3.2.7.7-3.2zM9.2 4.3l2.5 2.5"/>`,
  plus: html`<path d="M8 3v10M3 8h10"/>`,
  search: html`<circle cx="7" cy="7" r="4.4"/><path d="m10.3 10.3 3.5 3.5"/>`,
  trash: html`<path d="M2.5 4.3h11M6.2 4.3V2.7h3.6v1.6M4 4.3l.6 9h6.8l.6-9M6.6 7v3.8M9.4 7v3.8"/>`,
} as const

/** The name of a drawing. */
export type IconName = keyof typeof drawings

/** A small picture beside a word that says the same; it is hidden from screen readers. */
export function icon(name: IconName): Markup {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${drawings[name]}</svg>`
}
