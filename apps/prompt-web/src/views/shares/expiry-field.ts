import { html, type Markup } from '@promptbin/html'

/** How long a share may last, by the value of the form: days, or `never`. */
const choices = [
  ['1', '1 day'],
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
  ['never', 'Until it is revoked'],
] as const

/** The field that chooses when a share ends. */
export function expiryField(chosen: string): Markup {
  return html`<select id="share-expiry" name="expiry">${choices.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  )}</select>`
}
