import type {
  Message,
  ModelConfig,
  Part,
  PromptChange,
  PromptDraft,
  Variable,
} from '@promptbin/prompts'
import type {
  FormValues,
  MessageValues,
  PartValues,
  VariableValues,
} from '../../views/editor/form-values.ts'
import { readModelSettings } from './model-settings.ts'

const folderOf = ({ folder }: FormValues) =>
  folder
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/')

/** Several times as long as all tags that a prompt can have, and as all options of a variable. */
const maxTagsLength = 20_000
const maxOptionsLength = 100_000

/** The items of a field. Far too many stay one, which is refused for its length. */
const itemsOf = (text: string, separator: string, maxLength: number): string[] =>
  text.length > maxLength ? [text] : text.split(separator).flatMap((item) => item.trim() || [])

/** The tags of a field, which has commas between them, each once. */
export const tagsOf = (tags: string): string[] => [...new Set(itemsOf(tags, ',', maxTagsLength))]

function partOf({ kind, text, mimeType, data, uri }: PartValues): Part {
  // A form can be forged, so the type is whatever was sent; the library checks every field.
  if (kind === 'image') return { image: { mimeType, data } } as Part
  if (kind === 'text') return { text }
  return { resource: { uri, ...(mimeType && { mimeType }), ...(text && { text }) } }
}

function messageOf({ role, parts }: MessageValues): Message {
  const written = parts.map(partOf)
  const [only] = written
  const isPlain = written.length === 1 && only?.text !== undefined
  return { role, ...(isPlain ? { text: only.text } : { parts: written }) } as Message
}

const optionsOf = (options: string) => itemsOf(options, '\n', maxOptionsLength)

function variableOf(values: VariableValues): Variable {
  const { name, type, required, default: value, description, example, options } = values
  const isEnum = type === 'enum'
  return {
    name,
    ...(type !== 'string' && { type: type as NonNullable<Variable['type']> }),
    ...(value !== '' && { default: value }),
    ...(required && { required }),
    ...(description.trim() !== '' && { description: description.trim() }),
    ...(example.trim() !== '' && { example: example.trim() }),
    ...(isEnum && options.trim() !== '' && { options: optionsOf(options) }),
  }
}

/** Settings that are not JSON are a fault of their own; until that is mended there are none. */
function settingsOf({ modelConfig }: FormValues): ModelConfig {
  const read = readModelSettings(modelConfig)
  return 'settings' in read ? read.settings : {}
}

/** The prompt that a form describes. */
export function draftOf(values: FormValues): PromptDraft {
  return {
    ...(values.name !== '' && { name: values.name }),
    title: values.title.trim(),
    description: values.description.trim(),
    folder: folderOf(values),
    tags: tagsOf(values.tags),
    favourite: values.favourite,
    messages: values.messages.map(messageOf),
    variables: values.variables.map(variableOf),
    modelConfig: settingsOf(values),
    message: values.message.trim(),
  }
}

const fields = [
  'title',
  'name',
  'description',
  'folder',
  'tags',
  'favourite',
  'messages',
  'variables',
  'modelConfig',
] as const

/** A field of a form that can differ from what the library holds. */
export type Field = (typeof fields)[number]

/** The fields that are not the same in two forms. */
export function differences(one: FormValues, other: FormValues): readonly Field[] {
  return fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
}

/**
 * What a form changes. A field that stands as it was shown is left out, so that what a form
 * cannot show exactly (a tag with a comma, the ends of lines) does not change by being looked at.
 */
export function changeOf(values: FormValues, shown: FormValues): PromptChange {
  const changed = differences(values, shown)
  if (changed.length === 0) return {}
  const draft: PromptDraft = { name: '', ...draftOf(values) }
  const change = Object.fromEntries(changed.map((field) => [field, draft[field]]))
  return { ...change, ...(draft.message && { message: draft.message }) }
}
