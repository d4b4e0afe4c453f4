import { PromptBinError } from '@promptbin/errors'
import {
  type Message,
  normalizeChange,
  normalizeDraft,
  type PromptChange,
  type PromptDraft,
  type Variable,
} from '@promptbin/prompts'
import type { FieldFaults, FormValues } from '../../views/editor/form-values.ts'

const folderOf = ({ folder }: FormValues) =>
  folder
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/')

const tagsOf = ({ tags }: FormValues) => [
  ...new Set(tags.split(',').flatMap((tag) => tag.trim() || [])),
]

/** A form can be forged, so the role is whatever was sent; the library checks every field. */
const messagesOf = ({ messages }: FormValues) => messages.map((message) => message as Message)

const variablesOf = ({ variables }: FormValues): Variable[] =>
  variables.map(({ name, default: value, required, description }) => ({
    name,
    ...(value !== '' && { default: value }),
    ...(required && { required }),
    ...(description.trim() !== '' && { description: description.trim() }),
  }))

/** The prompt that a form describes. */
export function draftOf(values: FormValues): PromptDraft {
  return {
    ...(values.name !== '' && { name: values.name }),
    title: values.title.trim(),
    description: values.description.trim(),
    folder: folderOf(values),
    tags: tagsOf(values),
    messages: messagesOf(values),
    variables: variablesOf(values),
    message: values.message.trim(),
  }
}

/**
 * What a form changes. A field that stands as it was shown is left out, so that what a form
 * cannot show exactly (a tag with a comma, the ends of lines) does not change by being looked at.
 */
export function changeOf(values: FormValues, shown: FormValues): PromptChange {
  const draft = draftOf(values)
  const fields = ['title', 'description', 'folder', 'tags', 'messages', 'variables'] as const
  const changed = fields.filter(
    (field) => JSON.stringify(values[field]) !== JSON.stringify(shown[field]),
  )
  if (changed.length === 0) return {}
  const change = Object.fromEntries(changed.map((field) => [field, draft[field]]))
  return { ...change, ...(draft.message && { message: draft.message }) }
}

/** The faults of an error by the names of the form's fields; empty if it names none. */
export function faultsOfError(error: unknown): FieldFaults {
  if (!(error instanceof PromptBinError)) return new Map()
  if (error.code === 'PB_NAME_TAKEN') return new Map([['name', 'is taken by another prompt']])
  const named = error.fields.map(({ pointer, message }): [string, string] => {
    const name = pointer.slice(1).replaceAll('/', '.')
    // All tags stand in one field.
    return name.startsWith('tags.') ? ['tags', `each tag ${message}`] : [name, message]
  })
  return new Map(named)
}

function faultsOf(check: () => unknown): FieldFaults {
  try {
    check()
    return new Map()
  } catch (error) {
    return faultsOfError(error)
  }
}

/** What a person reads where a text must not be empty. */
function emptyFaults({ title, messages }: Partial<PromptDraft>): [string, string][] {
  const isEmpty = messages?.every(({ text }) => text.trim() === '')
  return [
    ...(title === '' ? [['title', 'is missing'] satisfies [string, string]] : []),
    ...(isEmpty ? [['messages.0.text', 'is missing'] satisfies [string, string]] : []),
  ]
}

/** All that is wrong with a new prompt, before it is saved. */
export function draftFaults(draft: PromptDraft): FieldFaults {
  return new Map([...faultsOf(() => normalizeDraft(draft)), ...emptyFaults(draft)])
}

/** All that is wrong with a change, before it is saved. */
export function changeFaults(change: PromptChange): FieldFaults {
  return new Map([...faultsOf(() => normalizeChange(change)), ...emptyFaults(change)])
}
