import {
  type Message,
  type Part,
  type Prompt,
  partsOf,
  type Variable,
  type Version,
} from '@promptbin/prompts'
import {
  type AboutValues,
  type Begun,
  blankPart,
  type ContentValues,
  type FormValues,
  type MessageValues,
  type PartValues,
  type VariableValues,
} from '../../views/editor/form-values.ts'
import { withoutEmptyRows } from './fields/written-rows.ts'

/** Browsers end the lines of a form as they like; ours end with LF. */
const lines = (text = '') => text.replaceAll('\r\n', '\n')

function partValues({ text, image, resource }: Part): PartValues {
  if (image) return { ...blankPart('image'), mimeType: image.mimeType, data: image.data }
  if (resource) {
    const { uri, mimeType = '' } = resource
    return { ...blankPart('resource'), uri, mimeType, text: lines(resource.text) }
  }
  return { ...blankPart('text'), text: lines(text) }
}

const messageValues = (message: Message): MessageValues => ({
  role: message.role,
  parts: partsOf(message).map(partValues),
})

const variableValues = (variable: Variable): VariableValues => ({
  name: variable.name,
  type: variable.type ?? 'string',
  required: variable.required ?? false,
  default: lines(variable.default),
  description: lines(variable.description),
  example: lines(variable.example),
  options: (variable.options ?? []).join('\n'),
})

/** What the form shows of a prompt beside its text. */
export function aboutOf(prompt: Prompt): AboutValues {
  const { title, name, description, folder, tags, favourite } = prompt
  return { title, name, description: lines(description), folder, tags: tags.join(', '), favourite }
}

/** What the form shows of a version. */
export function contentOf({ messages, variables, modelConfig }: Version): ContentValues {
  const hasSettings = Object.keys(modelConfig).length > 0
  return {
    messages: messages.map(messageValues),
    variables: variables.map(variableValues),
    modelConfig: hasSettings ? JSON.stringify(modelConfig, null, 2) : '',
  }
}

/** The form of a prompt as it is stored. */
export function formOf(prompt: Prompt): FormValues {
  return withoutEmptyRows({ ...aboutOf(prompt), ...contentOf(prompt.version), message: '' })
}

/** The state of a prompt, for the form to remember. */
export function begunWith(prompt: Prompt): Begun {
  const { generation, version } = prompt
  return { generation, version: version.n, about: aboutOf(prompt) }
}
