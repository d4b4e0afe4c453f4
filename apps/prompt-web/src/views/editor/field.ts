import { type Content, html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import type { FieldFaults } from './form-values.ts'

/** What is wrong with one field, for the place under it. */
export function fieldFault(name: string, faults: FieldFaults): Content {
  const fault = faults.get(name)
  return (
    fault !== undefined && html`<p class="fault" id="${name}-fault">${icon('alert')} ${fault}</p>`
  )
}

/** The attributes that tell which texts belong to a field, and whether it is refused. */
export function described(name: string, faults: FieldFaults, hintId?: string): Content {
  const isFaulty = faults.has(name)
  const ids = [isFaulty && `${name}-fault`, hintId].filter(Boolean).join(' ')
  return html`${ids && html` aria-describedby="${ids}"`}${isFaulty && html` aria-invalid="true"`}`
}

/** A field with its label, its hint and its fault. */
export interface Field {
  readonly name: string
  readonly label: Content
  readonly value: string
  readonly hint?: Content
  /** Further attributes of the control. */
  readonly attributes?: Content
  /** More than one line may be written. */
  readonly isLong?: boolean
}

/** One labelled field of a form. */
export function field(content: Field, faults: FieldFaults): Markup {
  const { name, label, value, hint, attributes, isLong } = content
  const control = html`id="${name}" name="${name}"${attributes}${described(name, faults, hint ? `${name}-hint` : undefined)}`
  return html`<div class="field of-${name}${faults.has(name) && ' field-faulty'}">
  <label for="${name}">${label}</label>
  ${
    isLong
      ? html`<textarea ${control}>
${value}</textarea>`
      : html`<input type="text" value="${value}" ${control}>`
  }
  ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  ${fieldFault(name, faults)}
</div>`
}
