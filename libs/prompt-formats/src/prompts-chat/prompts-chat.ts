import type { Buffer } from 'node:buffer'
import { PromptBinError } from '@promptbin/errors'
import { type ImportedPrompt, normalizeDraft, type PromptDraft } from '@promptbin/prompts'
import type { CsvRecord } from '../csv/record-cutter.ts'
import { readCsv } from '../csv/records.ts'
import { importHeaderInvalid, importRowInvalid } from '../errors.ts'
import type { ImportItem } from '../import-item.ts'
import { declareVariables } from './declare-variables.ts'

/** Names the collection in the origin of its prompts, so that a second import finds them again. */
const source = 'prompts-chat'

const header = ['act', 'prompt', 'for_devs', 'type', 'contributor']

/** How many of these columns the table has had over the years, and how its rows ended then. */
const rowEnds = new Map([
  [2, /"\r?\n?$/],
  [3, /,"?(?:TRUE|FALSE)"?\r?\n?$/i],
  // A flag, a type and a contributor, which a line inside a prompt hardly ends with.
  [5, /,"?(?:TRUE|FALSE)"?,"?\w*"?,(?:"[^"]*"|[^",]*)\r?\n?$/i],
])

/** Keeps an imported collection together, apart from the prompts of one's own. */
const folder = 'prompts-chat'

/** As long as a text may be. */
const maxTextLength = 524_288

/** The longest prompt there may be has four bytes a character; the other fields are short. */
const maxRecordBytes = 4 * maxTextLength + 65_536

/** As far back as the end of a row can reach. */
const rowEndBytes = 512

function tagsOf(type: string, forDevelopers: string): string[] {
  const kind = type.trim().toLowerCase()
  return [
    ...(kind === '' || kind === 'text' ? [] : [kind]),
    ...(forDevelopers.trim().toUpperCase() === 'TRUE' ? ['development'] : []),
  ]
}

/**
 * Whom the text is owed to, as the message of the first version: it stays in the history, while
 * the description is left for what the prompt does.
 */
function creditOf(contributors: string): string {
  const names = contributors.split(',').flatMap((name) => name.trim() || [])
  const by = names.length === 0 ? '' : `, contributed by ${names.join(', ')}`
  return `Imported from prompts.chat${by}`
}

/** Throws `PB_IMPORT_ROW_INVALID`, or `PB_PROMPT_INVALID` if it is the draft that is at fault. */
function promptOf(record: CsvRecord, columns: number): ImportedPrompt {
  if ('fault' in record) throw importRowInvalid(record.fault)
  const { length } = record.fields
  if (length !== columns) {
    throw importRowInvalid(`it has ${length} columns instead of ${columns}`)
  }
  const [act = '', prompt = '', forDevelopers = '', type = '', contributors = ''] = record.fields
  if (act.trim() === '') throw importRowInvalid('its column "act" is empty')
  if (prompt.trim() === '') throw importRowInvalid('its column "prompt" is empty')
  if (prompt.length > maxTextLength) {
    throw importRowInvalid(`its text is longer than ${maxTextLength} characters`)
  }
  const { text, variables } = declareVariables(prompt)
  const draft: PromptDraft = {
    title: act.trim(),
    folder,
    tags: tagsOf(type, forDevelopers),
    content: text,
    variables,
    message: creditOf(contributors),
  }
  return normalizeDraft(draft)
}

/** The error of a row; a fault of its draft is told as one of the row. */
function rowError(error: unknown): PromptBinError {
  if (!(error instanceof PromptBinError)) throw error
  if (error.fields.length === 0) return error
  const faults = error.fields.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`)
  return importRowInvalid(faults.join('; '))
}

/** Makes the keys of rows with the same title differ, the same way each time. */
function createKeys(): (act: string) => string {
  const counts = new Map<string, number>()
  return (act) => {
    let key = act
    while (counts.has(key)) {
      const count = (counts.get(act) ?? 0) + 1
      counts.set(act, count)
      key = `${act} (${count})`
    }
    counts.set(key, 1)
    return key
  }
}

function itemOf(record: CsvRecord, columns: number, keyOf: (act: string) => string): ImportItem {
  const { line } = record
  try {
    const prompt = promptOf(record, columns)
    return { line, prompt, origin: { source, key: keyOf(prompt.title) }, notes: [] }
  } catch (error) {
    return { line, error: rowError(error) }
  }
}

/** How many columns the table has whose first line this is; 0 if it is another table. */
function columnsOf(record: CsvRecord): number {
  if (!('fields' in record) || !rowEnds.has(record.fields.length)) return 0
  const { length } = record.fields
  return JSON.stringify(record.fields) === JSON.stringify(header.slice(0, length)) ? length : 0
}

/**
 * Reads the table of prompts.chat as it arrives, one prompt a row, with `${name:default}` made a
 * declared variable; also as it was when it had only the first two or three columns. A faulty row
 * is answered with `PB_IMPORT_ROW_INVALID` and the next one is read. Throws
 * `PB_IMPORT_HEADER_INVALID` if the first line is not that of this table.
 */
export async function* readPromptsChat(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<ImportItem> {
  const keyOf = createKeys()
  let columns = 0
  const endsRecord = (line: Buffer) =>
    rowEnds.get(columns)?.test(line.subarray(-rowEndBytes).toString('latin1')) ?? false
  for await (const record of readCsv(chunks, { maxRecordBytes, endsRecord })) {
    if (columns > 0) yield itemOf(record, columns, keyOf)
    else columns = columnsOf(record)
    if (columns === 0) break
  }
  if (columns === 0) throw importHeaderInvalid(header.join())
}
