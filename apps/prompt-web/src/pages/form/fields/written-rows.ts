import {
  blankMessage,
  blankPart,
  type FormValues,
  type MessageValues,
  type PartValues,
  type VariableValues,
} from '../../../views/editor/form-values.ts'

const isBlank = (text: string) => text.trim() === ''

function isEmptyPart({ kind, text, mimeType, data, uri }: PartValues): boolean {
  if (kind === 'text') return isBlank(text)
  if (kind === 'image') return data === ''
  return [text, mimeType, uri].every(isBlank)
}

const isEmptyVariable = ({ type: _type, required, ...texts }: VariableValues) =>
  !required && Object.values(texts).every(isBlank)

/** Rows that stay, each with the number that it has in the form. */
function keptRows<Row>(rows: readonly Row[], isEmpty: (row: Row) => boolean) {
  return rows.flatMap((row, number) => (isEmpty(row) ? [] : [{ row, number }]))
}

function keptParts({ role, parts }: MessageValues) {
  const kept = keptRows(parts, isEmptyPart)
  const message = {
    role,
    parts: kept.length > 0 ? kept.map(({ row }) => row) : [blankPart('text')],
  }
  return { message, numbers: kept.length > 0 ? kept.map(({ number }) => number) : [0] }
}

const isEmptyMessage = ({ parts }: MessageValues) => parts.every(isEmptyPart)

/** A form without its empty rows, and where each of its fields stands in the form as it was sent. */
export interface WrittenForm {
  readonly values: FormValues
  /** The name of a field by the numbers of the form's own rows. */
  fieldInForm(name: string): string
}

/** Leaves out the rows in which nothing is written; one message always is there. */
export function writtenForm(form: FormValues): WrittenForm {
  const kept = keptRows(form.messages, isEmptyMessage)
  const [first = blankMessage] = form.messages
  const rows = kept.length > 0 ? kept : [{ row: first, number: 0 }]
  const messages = rows.map(({ row, number }) => ({ number, ...keptParts(row) }))
  const variables = keptRows(form.variables, isEmptyVariable)
  const fieldInForm = (name: string) => {
    const [list = '', row, ...rest] = name.split('.')
    if (list === 'variables')
      return [list, variables[Number(row)]?.number ?? row, ...rest].join('.')
    const message = list === 'messages' ? messages[Number(row)] : undefined
    if (message === undefined) return name
    const [parts, part, ...field] = rest
    if (parts !== 'parts') return [list, message.number, ...rest].join('.')
    return [list, message.number, parts, message.numbers[Number(part)] ?? part, ...field].join('.')
  }
  const values = {
    ...form,
    messages: messages.map(({ message }) => message),
    variables: variables.map(({ row }) => row),
  }
  return { values, fieldInForm }
}

/** A form without the rows in which nothing is written. */
export const withoutEmptyRows = (form: FormValues): FormValues => writtenForm(form).values
