import { type Content, each, html } from '@promptbin/html'
import type { Begun, FormValues, MessageValues } from '../editor/form-values.ts'

const hidden = (name: string, value: string): Content =>
  html`<input type="hidden" name="${name}" value="${value}">`

function messageFields({ role, parts }: MessageValues, row: number): Content {
  const prefix = `messages.${row}`
  return [
    hidden(`${prefix}.role`, role),
    ...parts.map((part, index) =>
      Object.entries(part).map(([field, value]) =>
        hidden(`${prefix}.parts.${index}.${field}`, value),
      ),
    ),
  ]
}

/** A whole form as it was typed, in hidden fields, to be sent once more. */
export function hiddenForm(values: FormValues, begun: Begun | undefined): Content {
  const { messages, variables, favourite, message: _message, ...texts } = values
  return [
    Object.entries(texts).map(([name, value]) => hidden(name, value)),
    favourite && hidden('favourite', 'yes'),
    each(messages, messageFields),
    each(variables, ({ required, ...fields }, row) => [
      Object.entries(fields).map(([field, value]) => hidden(`variables.${row}.${field}`, value)),
      required && hidden(`variables.${row}.required`, 'yes'),
    ]),
    begun && [
      hidden('generation', String(begun.generation)),
      hidden('version', String(begun.version)),
      hidden('begun', JSON.stringify(begun.about)),
    ],
  ]
}
