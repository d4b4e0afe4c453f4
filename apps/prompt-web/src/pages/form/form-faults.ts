import { PromptBinError } from '@promptbin/errors'
import {
  normalizeChange,
  normalizeDraft,
  type PromptChange,
  type PromptDraft,
  textOf,
} from '@promptbin/prompts'
import type { FieldFaults, FormValues } from '../../views/editor/form-values.ts'
import { readModelSettings } from './model-settings.ts'

/** The field of a message that a pointer means. A part of plain text has no name of its own. */
function messageField([row, ...rest]: readonly string[]): string {
  if (row === undefined) return 'messages'
  if (rest[0] === 'role') return `messages.${row}.role`
  const [, part = '0', ...inside] = rest[0] === 'parts' ? rest : []
  const last = inside.at(-1)
  // A picture has one field: it is chosen as a whole.
  const field = inside[0] === 'image' ? 'data' : last === undefined ? 'text' : last
  return `messages.${row}.parts.${part}.${field === 'resource' ? 'uri' : field}`
}

/** The field of the form for a JSON pointer into a draft, and what is wrong as it is told there. */
function fieldFault(pointer: string, message: string): [name: string, message: string] {
  const [list = '', ...rest] = pointer.slice(1).split('/')
  const [row, field = 'name'] = rest
  if (list === 'messages') return [messageField(rest), message]
  if (list === 'content') return ['messages.0.parts.0.text', message]
  if (list === 'modelConfig') return ['modelConfig', message]
  // All tags stand in one field, and so do all options of a variable.
  if (list === 'tags') return ['tags', row === undefined ? message : `each tag ${message}`]
  if (list !== 'variables' || row === undefined) return [list, message]
  const isOption = field === 'options' && rest.length > 2
  return [`variables.${row}.${field}`, isOption ? `each option ${message}` : message]
}

/** The first text that includes a prompt: an include that fails is told there. */
function includingField({ messages }: FormValues): string {
  for (const [row, { parts }] of messages.entries()) {
    const part = parts.findIndex(({ kind, text }) => kind === 'text' && /\{\{[ \t]*>/.test(text))
    if (part >= 0) return `messages.${row}.parts.${part}.text`
  }
  return 'messages.0.parts.0.text'
}

/** The faults of an error by the names of the form's fields; empty if it names none. */
export function faultsOfError(error: unknown, values: FormValues): FieldFaults {
  if (!(error instanceof PromptBinError)) return new Map()
  if (error.code === 'PB_NAME_TAKEN') return new Map([['name', 'is taken by another prompt']])
  if (error.code.startsWith('PB_INCLUDE_')) {
    return new Map([[includingField(values), `${error.message} ${error.hint}`]])
  }
  return new Map(error.fields.map(({ pointer, message }) => fieldFault(pointer, message)))
}

function faultsOf(check: () => unknown, values: FormValues): FieldFaults {
  try {
    check()
    return new Map()
  } catch (error) {
    return faultsOfError(error, values)
  }
}

const isEmpty = (message: NonNullable<PromptDraft['messages']>[number]) =>
  message.parts === undefined && textOf(message).trim() === ''

/** What a person reads where something must not be empty, and of settings that are not JSON. */
function ownFaults(input: PromptChange, { modelConfig }: FormValues): [string, string][] {
  const faults: [string, string][] = []
  if (input.title === '') faults.push(['title', 'is missing'])
  if (input.name === '') faults.push(['name', 'is missing'])
  if (input.messages?.every(isEmpty)) faults.push(['messages.0.parts.0.text', 'is missing'])
  const read = readModelSettings(modelConfig)
  if ('fault' in read) faults.push(['modelConfig', read.fault])
  return faults
}

/** All that is wrong with a new prompt, before it is saved. */
export function draftFaults(draft: PromptDraft, values: FormValues): FieldFaults {
  return new Map([...faultsOf(() => normalizeDraft(draft), values), ...ownFaults(draft, values)])
}

/** All that is wrong with a change, before it is saved. */
export function changeFaults(change: PromptChange, values: FormValues): FieldFaults {
  const found = faultsOf(() => normalizeChange(change), values)
  return new Map([...found, ...ownFaults(change, values)])
}
