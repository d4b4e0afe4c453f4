import { html, type Markup } from '@promptbin/html'

/** Drawn on a grid of 16 by 16, in the colour of the text around them. */
const drawings = {
  activity: html`<path d="M1.5 8.5h3l2-5.5 3 10 2-4.5h3"/>`,
  alert: html`<path d="M8 1.8 15 14H1z"/><path d="M8 6.3v3.4M8 11.8v.1"/>`,
  arrowDown: html`<path d="M8 3v10M4 9l4 4 4-4"/>`,
  arrowLeft: html`<path d="M13 8H3M7 4 3 8l4 4"/>`,
  arrowRight: html`<path d="M3 8h10M9 4l4 4-4 4"/>`,
  arrowUp: html`<path d="M8 13V3M4 7l4-4 4 4"/>`,
  bolt: html`<path d="M8.8 1.8 3.5 9h4l-.6 5.2L12.5 7h-4z"/>`,
  check: html`<path d="m3 8.5 3.3 3.3L13 5"/>`,
  chevronDown: html`<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>`,
  close: html`<path d="m4 4 8 8M12 4l-8 8"/>`,
  copy: html`<rect x="5.5" y="5.5" width="8" height="8" rx="1.6"/><path d="M10.5 3.6A1.4 1.4 0 0 0 9.1 2.5H4A1.5 1.5 0 0 0 2.5 4v5.1c0 .7.5 1.2 1.1 1.4"/>`,
  download: html`<path d="M8 2.5v7.2M4.9 6.8 8 9.9l3.1-3.1M2.8 12v1.3h10.4V12"/>`,
  duplicate: html`<rect x="2.5" y="2.5" width="8" height="8" rx="1.6"/><path d="M13.5 6v6a1.5 1.5 0 0 1-1.5 1.5H6M6.5 4.7v3.6M4.7 6.5h3.6"/>`,
  filter: html`<path d="M2 4.5h12M4.5 8h7M6.8 11.5h2.4"/>`,
  flame: html`<path d="M8 14.2a4.4 4.4 0 0 0 4.4-4.4c0-2.9-2.3-4-2.9-7.9-2 1.2-2.9 3-2.7 5-.8-.3-1.3-1-1.5-2-1.1 1.3-1.7 2.9-1.7 4.9A4.4 4.4 0 0 0 8 14.2z"/>`,
  folder: html`<path d="M1.8 4.2c0-.7.5-1.2 1.2-1.2h3l1.6 1.8H13c.7 0 1.2.5 1.2 1.2v5.6c0 .7-.5 1.2-1.2 1.2H3c-.7 0-1.2-.5-1.2-1.2z"/>`,
  help: html`<circle cx="8" cy="8" r="6.2"/><path d="M6.2 6.3a1.8 1.8 0 1 1 2.6 1.7c-.5.3-.8.6-.8 1.2M8 11.3v.1"/>`,
  history: html`<path d="M2.3 8a5.7 5.7 0 1 0 1.9-4.2L2.3 5.5"/><path d="M2.3 2.6v2.9h2.9M8 5v3.2l2.1 1.3"/>`,
  image: html`<rect x="1.8" y="2.8" width="12.4" height="10.4" rx="1.6"/><circle cx="5.4" cy="6.2" r="1.1"/><path d="m2.2 11.6 3.6-3.2 2.4 2.2 2.6-2.8 3.2 3"/>`,
  info: html`<circle cx="8" cy="8" r="6.2"/><path d="M8 7.3v3.6M8 5.1v.1"/>`,
  key: html`<circle cx="5.2" cy="10.8" r="3"/><path d="m7.4 8.6 6-6M11.2 4.8l1.9 1.9M9.5 6.5l1.2 1.2"/>`,
  keyboard: html`<rect x="1.5" y="4" width="13" height="8.5" rx="1.6"/><path d="M4 7h.1M6.7 7h.1M9.4 7h.1M12 7h.1M5 9.8h6"/>`,
  label: html`<path d="M8.3 2.3H13a.7.7 0 0 1 .7.7v4.7L8 13.4a1 1 0 0 1-1.4 0L2.6 9.4a1 1 0 0 1 0-1.4z"/><path d="M10.9 5.1v.1"/>`,
  library: html`<path d="M2.5 3h11M2.5 6.3h11M2.5 9.7h11M2.5 13h7"/>`,
  link: html`<path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.4-2.4A2.6 2.6 0 0 0 9 3.3l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9"/>`,
  lock: html`<rect x="3.3" y="7" width="9.4" height="6.5" rx="1.5"/><path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7"/>`,
  menu: html`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>`,
  moon: html`<path d="M13.3 9.6A5.8 5.8 0 0 1 6.4 2.7a5.8 5.8 0 1 0 6.9 6.9z"/>`,
  pencil: html`<path d="m10.6 2.9 2.5 2.5-7.6 7.6-3.2.7.7-3.2zM9.2 4.3l2.5 2.5"/>`,
  play: html`<path d="M4.5 2.8v10.4L13 8z"/>`,
  plus: html`<path d="M8 3v10M3 8h10"/>`,
  power: html`<path d="M8 1.8v6M4.6 4.2a5.4 5.4 0 1 0 6.8 0"/>`,
  reload: html`<path d="M13.6 7.5A5.7 5.7 0 1 0 12 12M13.7 3.3v4.2H9.5"/>`,
  search: html`<circle cx="7" cy="7" r="4.4"/><path d="m10.3 10.3 3.5 3.5"/>`,
  server: html`<rect x="2" y="2.5" width="12" height="4.6" rx="1.2"/><rect x="2" y="8.9" width="12" height="4.6" rx="1.2"/><path d="M4.6 4.8h.1M4.6 11.2h.1M7.5 4.8h4M7.5 11.2h4"/>`,
  share: html`<circle cx="4" cy="8" r="1.9"/><circle cx="12" cy="3.6" r="1.9"/><circle cx="12" cy="12.4" r="1.9"/><path d="m5.7 7.1 4.6-2.6M5.7 8.9l4.6 2.6"/>`,
  shield: html`<path d="M8 1.8 13 3.6v4c0 3.2-2.1 5.5-5 6.6-2.9-1.1-5-3.4-5-6.6v-4z"/><path d="m5.8 8 1.6 1.6 2.9-3.1"/>`,
  sliders: html`<path d="M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6"/><circle cx="10.3" cy="4.5" r="1.7"/><circle cx="5.7" cy="11.5" r="1.7"/>`,
  star: html`<path d="m8 1.9 1.9 3.9 4.2.6-3.1 3 .8 4.3L8 11.7l-3.8 2 .8-4.3-3.1-3 4.2-.6z"/>`,
  sun: html`<circle cx="8" cy="8" r="2.9"/><path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"/>`,
  swap: html`<path d="M2.5 5.5h10M9.7 2.7l2.8 2.8-2.8 2.8M13.5 10.5h-10M6.3 7.7l-2.8 2.8 2.8 2.8"/>`,
  system: html`<rect x="2" y="3" width="12" height="8.5" rx="1.3"/><path d="M6 14h4"/>`,
  tag: html`<path d="M3.2 6.3h10.2M2.6 9.7h10.2M6.6 2.8 5.2 13.2M10.8 2.8 9.4 13.2"/>`,
  terminal: html`<rect x="1.8" y="2.8" width="12.4" height="10.4" rx="1.6"/><path d="m4.5 6 2.2 2-2.2 2M8.3 10.3h3"/>`,
  trash: html`<path d="M2.5 4.3h11M6.2 4.3V2.7h3.6v1.6M4 4.3l.6 9h6.8l.6-9M6.6 7v3.8M9.4 7v3.8"/>`,
  tree: html`<rect x="2" y="2" width="4.5" height="3.6" rx=".9"/><rect x="9.5" y="6.2" width="4.5" height="3.6" rx=".9"/><rect x="9.5" y="11" width="4.5" height="3.2" rx=".9"/><path d="M4.2 5.6v7h5.3M4.2 8h5.3"/>`,
  undo: html`<path d="M5.6 3.3 2.7 6.2l2.9 2.9"/><path d="M2.9 6.2h6.4a3.6 3.6 0 0 1 0 7.2H6.5"/>`,
  upload: html`<path d="M8 10.2V2.8M4.9 5.8 8 2.7l3.1 3.1M2.8 11.5v1.8h10.4v-1.8"/>`,
  user: html`<circle cx="8" cy="5.3" r="2.8"/><path d="M2.8 13.8c.6-2.7 2.6-4.1 5.2-4.1s4.6 1.4 5.2 4.1"/>`,
} as const

/** The name of a drawing. */
export type IconName = keyof typeof drawings

/** A small picture beside a word that says the same; it is hidden from screen readers. */
export function icon(name: IconName): Markup {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${drawings[name]}</svg>`
}
