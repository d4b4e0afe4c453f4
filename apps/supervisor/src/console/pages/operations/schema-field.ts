import { type Content, html, type Markup } from '@promptbin/html'
import type { Schema } from '@promptbin/operations'

/** One field of a form, and the schema of its value. */
export interface FieldOptions {
  /** The name of the operation, so that ids are unique on a page with several forms. */
  readonly form: string
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
  readonly value: string | undefined
  /** All values that there are, where they are known. */
  readonly known: readonly (readonly [value: string, text: string])[] | undefined
}

/** How the script reads a field. */
type Kind = 'text' | 'number' | 'flag' | 'choices' | 'lines' | 'json'

/** Of a value that may be null, the other one: an empty field stands for null. */
const valueSchema = (schema: Schema): Schema =>
  schema.anyOf?.find(({ type }) => type !== 'null') ?? schema

function kindOf({ type, items }: Schema): Kind {
  if (type === 'boolean') return 'flag'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string') return 'text'
  if (type === 'array' && items?.enum) return 'choices'
  if (type === 'array' && items?.type === 'string') return 'lines'
  return 'json'
}

/** `dry_run` → `Dry run`. */
function titleOf(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return `${words.charAt(0).toUpperCase()}${words.slice(1).toLowerCase()}`
}

/** The field of a form for a value, with what it means and what may be given. */
export function fieldOf(options: FieldOptions): Markup {
  const { form, name, schema, isRequired } = options
  const value = valueSchema(schema)
  const kind = kindOf(value)
  const id = `${form}-${name}`
  const hint = schema.description ?? value.description
  const about = hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`
  const title = schema.title ?? titleOf(name)
  const data = html`data-field="${name}" data-kind="${kind}"`
  if (kind === 'flag') {
    return html`<div class="field" ${data}><label class="choice"><input type="checkbox" id="${id}"${schema.default === true && html` checked`}> ${title}</label>${about}</div>`
  }
  if (kind === 'choices') {
    return html`<fieldset class="field" ${data}><legend>${title}</legend>${value.items?.enum?.map(
      (word) =>
        html`<label class="choice"><input type="checkbox" value="${String(word)}"> ${String(word)}</label>`,
    )}${about}<p class="fault" hidden></p></fieldset>`
  }
  return html`<div class="field" ${data}><label for="${id}">${title}${!isRequired && html` <span class="optional">(optional)</span>`}</label>${control(id, kind, value, options)}${about}<p class="fault" hidden></p></div>`
}

function control(id: string, kind: Kind, schema: Schema, options: FieldOptions): Content {
  const { known, isRequired } = options
  const value = options.value ?? (schema.default === undefined ? '' : String(schema.default))
  const words = known ?? schema.enum?.map((word) => [String(word), String(word)] as const)
  const described = schema.description !== undefined || options.schema.description !== undefined
  const common = html`id="${id}"${described && html` aria-describedby="${id}-hint"`}${isRequired && html` required`}`
  if (words) {
    return html`<select ${common}>${!isRequired && schema.default === undefined && html`<option value=""></option>`}${words.map(
      ([word, text]) =>
        html`<option value="${word}"${word === value && html` selected`}>${text}</option>`,
    )}</select>`
  }
  if (kind === 'lines')
    return html`<textarea ${common} rows="2" placeholder="one a line"></textarea>`
  if (kind === 'json')
    return html`<textarea ${common} rows="3" spellcheck="false" class="mono" placeholder="JSON"></textarea>`
  const { minimum, maximum, maxLength } = schema
  return kind === 'number'
    ? html`<input ${common} type="number" min="${minimum}" max="${maximum}" value="${value}">`
    : html`<input ${common} type="text" maxlength="${maxLength}" value="${value}" placeholder="${schema.format === 'date-time' && '2026-12-31T12:00:00Z'}" autocomplete="off" spellcheck="false">`
}
