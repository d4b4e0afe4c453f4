import type { ImportedShare, Variable } from '@promptbin/prompts'
import { importFileInvalid } from '../errors.ts'
import type { ReadPrompt } from '../import-item.ts'
import type { Document } from '../source/document.ts'
import { fileNameOf } from '../source/paths.ts'
import { noteOnUnknown } from '../values/fields.ts'
import { isObject, type PlainObject } from '../values/plain-json.ts'
import { readPrompt } from '../values/read-prompt.ts'
import { toUtc } from './local-time.ts'
import { formerSlug, nameFromSlug } from './slug.ts'

/** Names the former library in the origin of its prompts. */
const source = 'promptbin-0.5'

const knownFields = [
  'id',
  'title',
  'content',
  'category',
  'description',
  'tags',
  'created_at',
  'updated_at',
]

const maxAliasLength = 100
const maxVariables = 200
const maxVariableLength = 64

/** What stands around a prompt's file. */
export interface Surroundings {
  /** Where the prompt belongs; its own category unless told. */
  readonly folder?: string
  /** The links under which it was shared. */
  readonly sharesOf?: (id: string) => readonly ImportedShare[]
  /** Makes the second prompt of one id another one. */
  readonly isRepeated?: (id: string) => boolean
}

/** More brackets and commas than a prompt of 0.5 has; JSON of nothing else takes long to read. */
const maxPieces = 20_000

function hasTooManyPieces(text: string): boolean {
  let pieces = 0
  let quoted = false
  for (let at = 0; at < text.length && pieces <= maxPieces; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at += 1
    else if (code === 0x22) quoted = !quoted
    else if (!quoted && (code === 0x2c || code === 0x5b || code === 0x7b)) pieces += 1
  }
  return pieces > maxPieces
}

function parseObject({ text }: Document): PlainObject {
  if (hasTooManyPieces(text)) throw importFileInvalid('it holds no prompt of PromptBin 0.5')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw importFileInvalid.with({ cause }, 'it is not valid JSON')
  }
  if (!isObject(parsed)) throw importFileInvalid('it holds no prompt of PromptBin 0.5')
  return parsed
}

function textField(value: PlainObject, field: string, notes: string[]): string {
  const found = value[field]
  if (typeof found === 'string') return found
  if (found !== undefined && found !== null) notes.push(`Its "${field}" is no text; left out.`)
  return ''
}

/** A list, or one text with commas, as the forms of 0.5 sent it. */
function tagsOf({ tags }: PlainObject, notes: string[]): string[] {
  if (typeof tags === 'string') return tags.split(',')
  if (tags === undefined || tags === null) return []
  const texts = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
  if (!Array.isArray(tags) || texts.length < tags.length) {
    notes.push('Tags that are no text are left out.')
  }
  return texts
}

function timesOf(value: PlainObject, notes: string[]) {
  const createdAt = timeOf(value, 'created_at', notes)
  const updatedAt = timeOf(value, 'updated_at', notes)
  return {
    ...(createdAt !== undefined && { createdAt }),
    ...(updatedAt !== undefined && { updatedAt }),
  }
}

function timeOf(value: PlainObject, field: string, notes: string[]): string | undefined {
  const written = textField(value, field, notes)
  const time = toUtc(written)
  if (written !== '' && time === undefined) notes.push(`Its "${field}" is no time; left out.`)
  return time
}

/**
 * What 0.5 showed as a variable, each required: without a value its place stays as it is written,
 * which is all that 0.5 ever did with it.
 */
function variablesOf(content: string, notes: string[]): Variable[] {
  const names = new Set<string>()
  for (const [, name = ''] of content.matchAll(/\{\{([\p{L}\p{N}_]+)\}\}/gu)) {
    names.add(name)
    if (names.size > 2 * maxVariables) break
  }
  const valid = [...names].filter(
    (name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name.length <= maxVariableLength,
  )
  const declared = valid.slice(0, maxVariables)
  if (declared.length < names.size) {
    const left = [...names].filter((name) => !declared.includes(name)).slice(0, 5)
    notes.push(
      `These places stay plain text, as their names cannot be declared: ${left.join(', ')}.`,
    )
  }
  return declared.map((name) => ({ name, required: true }))
}

function aliasesOf(slug: string, name: string, ids: readonly string[]): string[] {
  const aliases = [...new Set([...ids, ...(slug === name ? [] : [slug])])]
  return aliases.filter((alias) => alias !== '' && alias.length <= maxAliasLength)
}

/**
 * Reads a prompt as PromptBin 0.5 kept it, one JSON file each. Its text comes byte for byte; its id
 * and its former name keep resolving. Throws `PB_IMPORT_FILE_INVALID`.
 */
export function readFormerPrompt(document: Document, around: Surroundings = {}): ReadPrompt {
  const value = parseObject(document)
  const notes: string[] = []
  const { content } = value
  if (typeof content !== 'string') throw importFileInvalid('it has no text "content"')
  const stem = fileNameOf(document.path).replace(/\.json$/i, '')
  const writtenId = textField(value, 'id', notes)
  const id = stem || writtenId
  const title = textField(value, 'title', notes).trim()
  if (title === '' && id === '') throw importFileInvalid('it has no "title"')
  if (title === '') notes.push('It has no title; its id stands for it.')
  const slug = formerSlug(title || id)
  const name = nameFromSlug(slug)
  const isRepeated = around.isRepeated?.(id) === true
  if (isRepeated) notes.push(`Another prompt has the id ${id}, which leads to that one.`)
  const ids = isRepeated ? [] : [id, writtenId]
  const shares = isRepeated ? [] : (around.sharesOf?.(id) ?? [])
  notes.push(...noteOnUnknown(value, knownFields))
  return readPrompt({
    draft: {
      name,
      title: title || id,
      description: textField(value, 'description', notes),
      folder: around.folder ?? textField(value, 'category', notes),
      tags: tagsOf(value, notes),
      messages: [{ role: 'user', text: content }],
      variables: variablesOf(content, notes),
      message: 'Imported from PromptBin 0.5',
    },
    origin: { source, key: isRepeated ? document.path : id },
    known: {
      aliases: aliasesOf(slug, name, ids),
      labels: ['production'],
      ...timesOf(value, notes),
      ...(shares.length > 0 && { shares }),
    },
    notes,
  })
}
