import { formTooLarge } from '../../errors.ts'
import {
  type AboutValues,
  aboutNames,
  type Begun,
  blankMessage,
  blankPart,
  type FormValues,
  type MessageValues,
  type PartValues,
  partKinds,
  type VariableValues,
} from '../../views/editor/form-values.ts'
import { readFields } from './fields/form-fields.ts'
import { type FormAction, readAction } from './form-action.ts'

/** What came with a form: the prompt as it was typed, and what is known of its beginning. */
export interface PromptForm {
  /** With its empty rows. */
  readonly values: FormValues
  /** The state of the prompt that the person began with; nothing for a new one. */
  readonly begun: Begun | undefined
  readonly action: FormAction
  /** Makes the same new prompt once, however often it is sent. */
  readonly once: string | undefined
  /** Values to preview the prompt with, by variable; an empty field gives none. */
  readonly tried: Readonly<Record<string, string>>
}

/** The prefix keeps the values of a preview apart from every other field. */
export const valuePrefix = 'value.'

type Fields = ReadonlyMap<string, string>

/** The numbers of the rows below a prefix, `messages.<number>.…`, in their order. */
type RowNumbers = (prefix: string) => readonly number[]

/**
 * As many rows as the largest prompt has, and a few more, so that whoever added one too many is
 * told so in the form.
 */
const maxRows = 6_000

const row = /^(messages\.|variables\.)(\d{1,5})\.(?:(parts\.)(\d{1,5})\.)?/

/** Finds the rows of a form, going through its fields once. Throws PB_FORM_TOO_LARGE. */
function findRows(fields: Fields): RowNumbers {
  const rows = new Map<string, Set<number>>()
  let count = 0
  const add = (prefix: string, number: string) => {
    const numbers = rows.get(prefix) ?? new Set()
    rows.set(prefix, numbers)
    const known = numbers.size
    numbers.add(Number(number))
    count += numbers.size - known
    if (count > maxRows) throw formTooLarge()
  }
  for (const field of fields.keys()) {
    const [, list, number, parts, part] = row.exec(field) ?? []
    if (list === undefined || number === undefined) continue
    add(list, number)
    if (parts !== undefined && part !== undefined) add(`${list}${Number(number)}.${parts}`, part)
  }
  return (prefix) => [...(rows.get(prefix) ?? [])].sort((a, b) => a - b)
}

function partOf(fields: Fields, prefix: string): PartValues {
  const text = (name: string) => fields.get(`${prefix}${name}`) ?? ''
  const kind = partKinds.find((one) => one === text('kind')) ?? 'text'
  const [mimeType, data, uri] = [text('mimeType').trim(), text('data'), text('uri').trim()]
  return { kind, text: text('text'), mimeType, data, uri }
}

function messageOf(fields: Fields, rows: RowNumbers, row: number): MessageValues {
  const prefix = `messages.${row}.parts.`
  const parts = rows(prefix).map((part) => partOf(fields, `${prefix}${part}.`))
  const role = fields.get(`messages.${row}.role`) ?? ''
  return { role, parts: parts.length > 0 ? parts : [blankPart('text')] }
}

function variableOf(fields: Fields, row: number): VariableValues {
  const text = (name: string) => fields.get(`variables.${row}.${name}`) ?? ''
  return {
    name: text('name').trim(),
    type: text('type') || 'string',
    required: fields.has(`variables.${row}.required`),
    default: text('default'),
    description: text('description'),
    example: text('example'),
    options: text('options'),
  }
}

function valuesOf(fields: Fields): FormValues {
  const text = (name: string) => fields.get(name) ?? ''
  const rows = findRows(fields)
  const messages = rows('messages.').map((row) => messageOf(fields, rows, row))
  return {
    title: text('title'),
    name: text('name').trim(),
    description: text('description'),
    folder: text('folder'),
    tags: text('tags'),
    favourite: fields.has('favourite'),
    messages: messages.length > 0 ? messages : [blankMessage],
    variables: rows('variables.').map((row) => variableOf(fields, row)),
    modelConfig: text('modelConfig'),
    message: text('message'),
  }
}

function isAbout(about: unknown): about is AboutValues {
  if (typeof about !== 'object' || about === null) return false
  const { favourite, ...texts } = about as Record<string, unknown>
  const isText = (name: string) => name === 'favourite' || typeof texts[name] === 'string'
  return typeof favourite === 'boolean' && aboutNames.every(isText)
}

/** Longer than the largest title, description and tags together, however they are escaped. */
const maxBegunLength = 65_536

function begunOf(fields: Fields): Begun | undefined {
  const written = fields.get('begun') ?? ''
  if (written.length > maxBegunLength) return undefined
  const [generation, version] = ['generation', 'version'].map((name) => Number(fields.get(name)))
  try {
    const about: unknown = JSON.parse(written)
    if (!isAbout(about) || !generation || !version) return undefined
    return { generation, version, about }
  } catch {
    // Only a forged form has none; it is then treated as one that is stale.
    return undefined
  }
}

function triedOf(fields: Fields): Record<string, string> {
  const tried = [...fields].filter(
    ([field, value]) => field.startsWith(valuePrefix) && value !== '',
  )
  return Object.fromEntries(tried.map(([field, value]) => [field.slice(valuePrefix.length), value]))
}

/** Reads the form of a prompt as it was sent. Throws PB_FORM_TOO_LARGE. */
export function readPromptForm(body: unknown): PromptForm {
  const fields = readFields(body)
  const once = fields.get('once')
  return {
    values: valuesOf(fields),
    begun: begunOf(fields),
    action: readAction(fields.get('do')),
    once: once !== undefined && /^[\w-]{16,64}$/.test(once) ? once : undefined,
    tried: triedOf(fields),
  }
}
