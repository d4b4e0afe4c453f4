import type { Prompt } from '@promptbin/prompts'
import type { FormValues, MessageValues, VariableValues } from '../../views/editor/form-values.ts'
import { readFields } from './form-fields.ts'

/** What came with a form beside the prompt. */
export interface PromptForm {
  readonly values: FormValues
  /** The state of the prompt that the person began with; not a number for a new one. */
  readonly generation: number
  /** Set when one more row was asked for instead of a save. */
  readonly add: string | undefined
}

const blankMessage: MessageValues = { role: 'user', text: '' }
const blankVariable: VariableValues = { name: '', default: '', required: false, description: '' }

/** The form of a prompt that has nothing in it yet. */
export const blankForm: FormValues = {
  title: '',
  name: '',
  description: '',
  folder: '',
  tags: '',
  messages: [blankMessage],
  variables: [],
  message: '',
}

const isBlank = ({ name, default: value, required, description }: VariableValues) =>
  !required && [name, value, description].every((text) => text.trim() === '')

/** Rows in which nothing is written are not there; one message always is. */
function written(values: FormValues): FormValues {
  const messages = values.messages.filter(({ text }) => text.trim() !== '')
  const [first = blankMessage] = values.messages
  return {
    ...values,
    messages: messages.length > 0 ? messages : [first],
    variables: values.variables.filter((variable) => !isBlank(variable)),
  }
}

/** The numbers of the rows of one kind, `messages.<number>.text`, in their order. */
function rowNumbers(fields: ReadonlyMap<string, string>, kind: string): readonly number[] {
  const pattern = new RegExp(`^${kind}\\.(\\d{1,5})\\.`)
  const numbers = [...fields.keys()].flatMap((field) => pattern.exec(field)?.[1] ?? [])
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b)
}

/** Reads the form of a prompt as it was sent. */
export function readPromptForm(body: unknown): PromptForm {
  const fields = readFields(body)
  const text = (name: string) => fields.get(name) ?? ''
  const messages = rowNumbers(fields, 'messages').map((row) => ({
    role: text(`messages.${row}.role`),
    text: text(`messages.${row}.text`),
  }))
  const variables = rowNumbers(fields, 'variables').map((row) => ({
    name: text(`variables.${row}.name`).trim(),
    default: text(`variables.${row}.default`),
    required: fields.has(`variables.${row}.required`),
    description: text(`variables.${row}.description`),
  }))
  const values = written({
    title: text('title'),
    name: text('name').trim(),
    description: text('description'),
    folder: text('folder'),
    tags: text('tags'),
    messages,
    variables,
    message: text('message'),
  })
  return {
    values,
    generation: Number(fields.get('generation') ?? Number.NaN),
    add: fields.get('add'),
  }
}

/** The form of a prompt as it is stored. */
export function formOf({ title, name, description, folder, tags, version }: Prompt): FormValues {
  const lines = (text: string) => text.replaceAll('\r\n', '\n')
  return written({
    title,
    name,
    description: lines(description),
    folder,
    tags: tags.join(', '),
    messages: version.messages.map(({ role, text }) => ({ role, text: lines(text) })),
    variables: version.variables.map((variable) => ({
      name: variable.name,
      default: lines(variable.default ?? ''),
      required: variable.required ?? false,
      description: lines(variable.description ?? ''),
    })),
    message: '',
  })
}

/** The same form with one more row of a kind to write into. */
export function withRow(values: FormValues, kind: string): FormValues {
  if (kind === 'message') return { ...values, messages: [...values.messages, blankMessage] }
  return { ...values, variables: [...values.variables, blankVariable] }
}
