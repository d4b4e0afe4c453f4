import { type Content, html, type Markup } from '@promptbin/html'
import { type OperationName, operationOf } from '@promptbin/operations'
import { targetFields, wordToType } from '../../markup/operation-button.ts'
import type { View } from '../../view/view.ts'
import { fieldOf } from './schema-field.ts'

/** What a form begins with, and where it stands. */
export interface OperationFormOptions {
  readonly operation: OperationName
  readonly view: View
  /** Values of fields by name. */
  readonly given?: Readonly<Record<string, string>>
  /** What the button says; the title of the operation unless told. */
  readonly label?: string
}

/**
 * The form of an operation, made from the schema of its input. The script sends it as the registry
 * says and shows the answer beneath.
 */
export function operationForm({
  operation,
  view,
  given = {},
  label,
}: OperationFormOptions): Markup {
  const described = operationOf(operation)
  const { title, description, input, http, effect, name } = described
  const required = new Set(input.required)
  const fields = Object.entries(input.properties).map(
    ([field, schema]): Content =>
      fieldOf({
        form: name,
        name: field,
        schema,
        isRequired: required.has(field),
        value: given[field],
        known: knownValues(field, view),
      }),
  )
  const word = effect === 'disrupt' && wordToType(described, {})
  const target = targetFields.find((one) => required.has(one))
  return html`<form class="operation-form needs-script" id="form-${name}" data-operation="${name}" data-method="${http.method}" data-path="${http.path}" data-title="${title}" data-description="${description}" data-word="${word}" data-target="${target}" novalidate>
  ${fields.length === 0 ? html`<p class="fine">It needs nothing to be told.</p>` : fields}
  <p class="actions"><button class="button ${effect === 'disrupt' ? 'button-danger-solid' : 'button-primary'}" type="submit">${label ?? title}</button></p>
  <div class="form-outcome" role="status"></div>
</form>`
}

/** What there is to choose from, where that is known. */
function knownValues(
  field: string,
  view: View,
): readonly (readonly [value: string, text: string])[] | undefined {
  if (field === 'service') return view.services.map(({ name }) => [name, name])
  if (field !== 'processId') return undefined
  return view.services
    .flatMap(({ workers, spares }) => [...workers, ...spares])
    .filter(({ pid }) => pid !== undefined)
    .map(({ processId, service, worker, pid }) => [
      String(processId),
      `${service} ${worker === null ? 'spare' : `worker ${worker}`}, pid ${pid}`,
    ])
}
