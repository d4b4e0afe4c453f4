import { type Message, namesOfPlaces, type Variable } from '@promptbin/prompts'
import { deriveName } from '@promptbin/prompts/names'
import { importFileInvalid } from '../errors.ts'
import type { ReadPrompt } from '../import-item.ts'
import type { Document } from '../source/document.ts'
import { fileNameOf, folderOf, titleFromName } from '../source/paths.ts'
import { noteOnUnknown, textOrNothing } from '../values/fields.ts'
import { isObject, type PlainObject } from '../values/plain-json.ts'
import { readPrompt } from '../values/read-prompt.ts'
import { readYaml } from '../values/read-yaml.ts'

const source = 'github'

/** What is kept in the model settings as it is written. */
const kept = ['responseFormat', 'jsonSchema', 'testData', 'evaluators'] as const

const known = ['name', 'description', 'model', 'modelParameters', 'messages', ...kept]

/** As much as model settings may be, in characters of JSON; a little less, for what else there is. */
const maxKeptLength = 12_000

const maxVariables = 200
const maxExampleLength = 1_000

function roleOf(role: unknown, notes: string[]): Message['role'] {
  if (role === 'system' || role === 'user' || role === 'assistant') return role
  const meant = role === 'developer' ? 'system' : 'user'
  notes.push(`A message of another role is taken for one of the role "${meant}".`)
  return meant
}

function contentOf(content: unknown, notes: string[]): string {
  if (!Array.isArray(content)) return textOrNothing(content) ?? ''
  const texts = content.flatMap((part) => (isObject(part) && textOrNothing(part['text'])) || [])
  if (texts.length < content.length) notes.push('Parts of messages that are no text are left out.')
  return texts.join('\n\n')
}

function messagesOf({ messages }: PlainObject, notes: string[]): Message[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw importFileInvalid('it has no list of "messages"')
  }
  return messages.map((message) => {
    if (!isObject(message)) throw importFileInvalid('one of its "messages" is none')
    return { role: roleOf(message['role'], notes), text: contentOf(message['content'], notes) }
  })
}

/** Every place is a variable there; the first of the test data shows what is meant. */
function variablesOf(messages: readonly Message[], { testData }: PlainObject): Variable[] {
  const [first] = Array.isArray(testData) ? testData : []
  const examples: PlainObject = isObject(first) ? first : {}
  const names = new Set(messages.flatMap(({ text = '' }) => [...namesOfPlaces(text)]))
  return [...names]
    .filter((name) => name.length <= 64)
    .slice(0, maxVariables)
    .map((name) => {
      const example = Object.hasOwn(examples, name) ? textOrNothing(examples[name]) : undefined
      const shown = example?.slice(0, maxExampleLength).toWellFormed()
      return { name, required: true, ...(shown !== undefined && { example: shown }) }
    })
}

function modelConfigOf(value: PlainObject, notes: string[]): Record<string, unknown> {
  const parameters = isObject(value['modelParameters']) ? value['modelParameters'] : {}
  const model = textOrNothing(value['model'])
  const config: Record<string, unknown> = { ...parameters, ...(model !== undefined && { model }) }
  for (const key of kept) {
    if (value[key] === undefined) continue
    const withKey = { ...config, [key]: value[key] }
    if (JSON.stringify(withKey).length <= maxKeptLength) config[key] = value[key]
    else notes.push(`Its "${key}" is too large to keep.`)
  }
  return config
}

/**
 * Reads a `.prompt.yml` of GitHub Models: messages with roles, `{{name}}` as variables, model and
 * parameters as model settings. Throws `PB_IMPORT_FILE_INVALID`.
 */
export function readGithubPrompt({ path, text }: Document): ReadPrompt {
  const value = readYaml(text)
  if (!isObject(value)) throw importFileInvalid('it is no prompt file of GitHub')
  const notes = noteOnUnknown(value, known)
  const stem = fileNameOf(path).replace(/(\.prompt)?\.ya?ml$/i, '')
  const name = textOrNothing(value['name']) ?? stem
  const messages = messagesOf(value, notes)
  const modelConfig = modelConfigOf(value, notes)
  return readPrompt({
    draft: {
      name: deriveName(stem || name),
      title: textOrNothing(value['name']) ?? (titleFromName(stem) || 'Prompt'),
      description: textOrNothing(value['description']) ?? '',
      folder: folderOf(path),
      messages,
      variables: variablesOf(messages, value),
      ...(Object.keys(modelConfig).length > 0 && { modelConfig }),
      message: 'Imported from a prompt file of GitHub',
    },
    origin: { source, key: path || name },
    notes: [...new Set(notes)],
  })
}
