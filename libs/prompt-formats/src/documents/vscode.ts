import { namesOfPlaces, type Variable } from '@promptbin/prompts'
import { deriveName } from '@promptbin/prompts/names'
import type { ReadPrompt } from '../import-item.ts'
import type { Document } from '../source/document.ts'
import { fileNameOf, folderOf, titleFromName } from '../source/paths.ts'
import { noteOnUnknown, textOrNothing } from '../values/fields.ts'
import { readFrontMatter } from '../values/front-matter.ts'
import { readPrompt } from '../values/read-prompt.ts'
import { createVariableNames } from '../values/variable-names.ts'

const source = 'vscode'

/** Settings of the chat, kept beside the text. */
const kept = ['mode', 'agent', 'model', 'tools'] as const

const maxVariables = 200

/** `${input:name}` and `${input:name:placeholder}`. */
const input = /\$\{input:([^:{}]{1,200})(?::([^{}]{0,1000}))?\}/g

/** What the editor fills in by itself: `${selection}`, `${file}`, `${workspaceFolder}`. */
const filledByEditor = /\$\{(?:selection|selectedText|file\w*|workspaceFolder\w*|lineNumber)\}/g

function declareInputs(text: string): { text: string; variables: Variable[] } {
  const nameOf = createVariableNames(namesOfPlaces(text))
  const variables = new Map<string, Variable>()
  const replaced = text.replace(input, (written, wording: string, placeholder = '') => {
    const name = nameOf(wording.trim())
    if (!variables.has(name) && variables.size === maxVariables) return written
    const description = variables.get(name)?.description ?? placeholder.trim()
    variables.set(name, { name, ...(description && { description }), required: true })
    return `{{${name}}}`
  })
  return { text: replaced, variables: [...variables.values()] }
}

function notesOn(text: string): string[] {
  const found = [...new Set(text.match(filledByEditor))]
  return found.length === 0 ? [] : [`Only VS Code fills these in; they stay: ${found.join(', ')}.`]
}

/**
 * Reads a `.prompt.md` of VS Code: `${input:name:placeholder}` becomes a variable, mode, model and
 * tools go to the model settings. Throws `PB_IMPORT_FILE_INVALID`.
 */
export function readVscodePrompt({ path, text }: Document): ReadPrompt {
  const { matter, body } = readFrontMatter(text)
  const stem = fileNameOf(path).replace(/(\.prompt)?\.md$/i, '')
  const written = textOrNothing(matter['name']) ?? stem
  const prompt = declareInputs(body.trim())
  const modelConfig = Object.fromEntries(
    kept.flatMap((key) => (matter[key] === undefined ? [] : [[key, matter[key]]])),
  )
  return readPrompt({
    draft: {
      name: deriveName(written),
      title: titleFromName(written) || 'Prompt',
      description: textOrNothing(matter['description']) ?? '',
      folder: folderOf(path),
      messages: [{ role: 'user', text: prompt.text }],
      variables: prompt.variables,
      ...(Object.keys(modelConfig).length > 0 && { modelConfig }),
      message: 'Imported from a prompt file of VS Code',
    },
    origin: { source, key: path || written },
    notes: [...notesOn(body), ...noteOnUnknown(matter, ['name', 'description', ...kept])],
  })
}
