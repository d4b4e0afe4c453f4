import { PromptBinError } from '@promptbin/errors'
import { type ImportedPrompt, normalizeDraft, type PromptDraft } from '@promptbin/prompts'
import { importFileInvalid } from '../errors.ts'
import type { ImportOrigin, ReadPrompt } from '../import-item.ts'

const maxTitleLength = 200
const maxDescriptionLength = 2_000
const maxFolderLength = 200
const maxTagLength = 50
const maxTags = 50

/** What a reader found in its file; what does not fit is made to, and noted. */
export interface Found {
  readonly draft: Omit<PromptDraft, 'content'>
  readonly origin: ImportOrigin
  readonly notes?: readonly string[]
  /** What only the source knows: aliases, labels, times, shares. */
  readonly known?: Pick<ImportedPrompt, 'aliases' | 'labels' | 'createdAt' | 'updatedAt' | 'shares'>
}

function cut(text: string, maxLength: number, what: string, notes: string[]): string {
  if (text.length <= maxLength) return text
  notes.push(`The ${what} is cut after ${maxLength} characters.`)
  return text.slice(0, maxLength).toWellFormed().trim()
}

/** Folders whose names have a blank at an end, or nothing but one, are told without it. */
function fitFolder(folder: string, notes: string[]): string {
  const names = folder.split('/').flatMap((name) => name.trim() || [])
  const fitting = names.join('/')
  if (fitting.length <= maxFolderLength) return fitting
  notes.push(`The folder is longer than ${maxFolderLength} characters; its end is left out.`)
  while (names.join('/').length > maxFolderLength) names.pop()
  return names.join('/')
}

function fitTags(tags: readonly string[], notes: string[]): string[] {
  const trimmed = [...new Set(tags.map((tag) => tag.replace(/[\r\n]+/g, ' ').trim()))]
  const fitting = trimmed.filter((tag) => tag !== '' && tag.length <= maxTagLength)
  const tooLong = trimmed.filter((tag) => tag.length > maxTagLength).length
  const tooMany = Math.max(0, fitting.length - maxTags)
  if (tooLong > 0) notes.push(`Tags longer than ${maxTagLength} characters are left out.`)
  if (tooMany > 0) notes.push(`Only the first ${maxTags} tags are kept.`)
  return fitting.slice(0, maxTags)
}

function normalize(draft: PromptDraft) {
  try {
    return normalizeDraft(draft)
  } catch (error) {
    if (!(error instanceof PromptBinError) || error.fields.length === 0) throw error
    const faults = error.fields.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`)
    throw importFileInvalid.with({ fields: error.fields }, faults.join('; '))
  }
}

/**
 * Makes what a file holds a prompt to import. A title, description, folder or tag that does not fit
 * is made to fit with a note. Throws `PB_IMPORT_FILE_INVALID` for the rest.
 */
export function readPrompt({ draft, origin, notes = [], known = {} }: Found): ReadPrompt {
  const told = [...notes]
  const prompt = normalize({
    ...draft,
    title: cut(draft.title.trim(), maxTitleLength, 'title', told),
    description: cut(draft.description ?? '', maxDescriptionLength, 'description', told),
    folder: fitFolder(draft.folder ?? '', told),
    tags: fitTags(draft.tags ?? [], told),
  })
  return { prompt: { ...prompt, ...known }, origin, notes: told }
}
