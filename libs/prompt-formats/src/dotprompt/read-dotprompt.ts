import { splitAtPlaces, textOf as textOfMessage, type Variable } from '@promptbin/prompts'
import { deriveName } from '@promptbin/prompts/names'
import type { ReadPrompt } from '../import-item.ts'
import type { Document } from '../source/document.ts'
import { fileNameOf, folderOf, titleFromName } from '../source/paths.ts'
import { textOrNothing, textsOf } from '../values/fields.ts'
import { readFrontMatter } from '../values/front-matter.ts'
import type { PlainObject } from '../values/plain-json.ts'
import { readPrompt } from '../values/read-prompt.ts'
import { withMore } from './declared-more.ts'
import { type Content, exactKey, readExact } from './exact.ts'
import { readInput } from './picoschema.ts'
import { readSettings } from './settings.ts'
import { type Body, readBody } from './template/read-body.ts'

const source = 'dotprompt'

const known = new Set([
  'name',
  'description',
  'model',
  'config',
  'tools',
  'output',
  'input',
  'promptbin.title',
  'promptbin.folder',
  'promptbin.tags',
  'promptbin.favourite',
  'promptbin.variables',
  exactKey,
])

/** A place whose name is declared is filled in, even where the file has it as literal text. */
function noteOnLiterals({ messages, places }: Body, variables: readonly Variable[]): string[] {
  const declared = new Set(variables.map(({ name }) => name))
  const filled = messages
    .flatMap((message) => splitAtPlaces(textOfMessage(message)))
    .filter(({ name }) => name !== undefined && declared.has(name)).length
  return filled > places ? ['Literal text that looks like a place of a variable is one now.'] : []
}

function noteOnUnknown(matter: PlainObject): string[] {
  const unknown = Object.keys(matter).filter((key) => !known.has(key))
  return unknown.length === 0 ? [] : [`Settings left out: ${unknown.slice(0, 10).join(', ')}.`]
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : (textOrNothing(value) ?? '')

/** The name of a file: that of a partial begins with "_", a variant follows a full stop. */
function nameOf(path: string): { name: string; notes: string[] } {
  const stem = fileNameOf(path).replace(/\.prompt$/i, '')
  const name = stem.replace(/^_/, '')
  const [base = '', ...variant] = name.split('.')
  const notes = variant.length === 0 ? [] : [`It is the variant "${variant.join('.')}" of ${base}.`]
  return { name, notes }
}

function readContent(matter: PlainObject, body: string, notes: string[]): Content {
  const exact = readExact(matter, body)
  if (exact !== undefined) return exact
  const isOurs = matter['promptbin.title'] !== undefined
  const read = readBody(body, { keepsBlank: isOurs })
  const declared = readInput(matter['input'], read.names, notes)
  const variables = withMore(declared, matter['promptbin.variables'])
  notes.push(...read.notes, ...noteOnLiterals(read, variables))
  return { messages: read.messages, variables, modelConfig: readSettings(matter, notes) }
}

/**
 * Reads a `.prompt` file (dotprompt): settings in YAML, inputs in Picoschema, the text with roles,
 * media and includes. Logic of Handlebars stays plain text. Throws `PB_IMPORT_FILE_INVALID`.
 */
export function readDotprompt({ path, text }: Document): ReadPrompt {
  const { matter, body, hasMatter } = readFrontMatter(text)
  const file = nameOf(path)
  const notes = [...file.notes]
  const content = readContent(matter, hasMatter ? body.trim() : body, notes)
  const written = textOrNothing(matter['name']) ?? file.name
  const title = textOrNothing(matter['promptbin.title']) ?? titleFromName(written)
  return readPrompt({
    draft: {
      name: deriveName(written),
      title: title || 'Prompt',
      description: textOf(matter['description']),
      folder: textOrNothing(matter['promptbin.folder']) ?? folderOf(path),
      tags: textsOf(matter['promptbin.tags']),
      favourite: matter['promptbin.favourite'] === true,
      messages: [...content.messages],
      variables: [...content.variables],
      modelConfig: content.modelConfig,
      message: 'Imported from dotprompt',
    },
    origin: { source, key: path || written || title },
    notes: [...notes, ...noteOnUnknown(matter)],
  })
}
