import { canonicalJson, type PromptRecord, type VersionRecord } from '@promptbin/prompts'
import { stringify } from 'yaml'
import { folderOf } from '../source/paths.ts'
import type { PlainObject } from '../values/plain-json.ts'
import { maxTokens } from '../values/read-yaml.ts'
import { differences } from './declared-more.ts'
import { type Content, exactKey, writeExact } from './exact.ts'
import { filePath } from './file-path.ts'
import { readInput, writeDefault, writeInput } from './picoschema.ts'
import { readDotprompt } from './read-dotprompt.ts'
import { writeSettings } from './settings.ts'
import { writeBody } from './template/write-body.ts'

/** A file with a place of its own in the export. */
export interface PromptFile {
  readonly path: string
  readonly text: string
}

type About = Pick<PromptRecord, 'name' | 'title' | 'description' | 'folder' | 'tags' | 'favourite'>

/** What a file says of the prompt itself, beside its path. */
function aboutSettings(about: About, path: string): PlainObject {
  const { name, title, description, folder, tags, favourite } = about
  return {
    ...(path.endsWith(`${name}.prompt`) ? {} : { name }),
    ...(description !== '' && { description }),
    'promptbin.title': title,
    ...(folder !== folderOf(path) && { 'promptbin.folder': folder }),
    ...(tags.length > 0 && { 'promptbin.tags': tags }),
    ...(favourite && { 'promptbin.favourite': true }),
  }
}

function inputSettings({ variables }: VersionRecord): PlainObject {
  if (variables.length === 0) return {}
  const schema = Object.fromEntries(variables.map(writeInput))
  const given = variables.filter((variable) => variable.default !== undefined)
  const defaults = Object.fromEntries(given.map((each) => [each.name, writeDefault(each)]))
  const input = { schema, ...(given.length > 0 && { default: defaults }) }
  const more = differences(variables, readInput(input, [], []))
  return { input, ...(Object.keys(more).length > 0 && { 'promptbin.variables': more }) }
}

function write(matter: PlainObject, body: string): string {
  const settings = stringify(matter, { lineWidth: 0, aliasDuplicateObjects: false })
  return `---\n${settings}---\n${body}\n`
}

/** How many values there are within some settings, each of which takes several tokens of YAML. */
function countValues(settings: unknown): number {
  if (typeof settings !== 'object' || settings === null) return 1
  return Object.values(settings).reduce<number>((sum, inner) => sum + countValues(inner), 0)
}

/** Whether two versions say the same, compared message by message. */
function* isSame(one: Content, other: Content): Generator<void, boolean> {
  if (one.messages.length !== other.messages.length) return false
  for (const [at, message] of one.messages.entries()) {
    if (canonicalJson(message) !== canonicalJson(other.messages[at])) return false
    yield
  }
  const rest = ({ variables, modelConfig }: Content) => canonicalJson([variables, modelConfig])
  return rest(one) === rest(other)
}

/** Whether a file read back says what was to be written. */
function* saysTheSame(file: PromptFile, version: VersionRecord): Generator<void, boolean> {
  try {
    const { messages, variables = [], modelConfig = {} } = readDotprompt(file).prompt
    yield
    return yield* isSame({ messages, variables, modelConfig }, version)
  } catch {
    return false
  }
}

/**
 * Writes a version of a prompt as a `.prompt` file that any reader of dotprompt takes for the same.
 * What dotprompt cannot say stands under keys of our own, so that `readDotprompt` gives it back as
 * it was: each file is read once before it is handed out. A step takes a few milliseconds.
 */
export function* writeInSteps(about: About, version: VersionRecord): Generator<void, PromptFile> {
  const path = filePath(about)
  const settings = aboutSettings(about, path)
  const body = yield* writeBody(version.messages, {
    variables: new Set(version.variables.map(({ name }) => name)),
    includes: new Set(version.includes.map(({ reference }) => reference)),
  })
  yield
  const full = { ...writeSettings(version.modelConfig), ...inputSettings(version), ...settings }
  const exactly = (matter: PlainObject): PromptFile => {
    const exact = writeExact(version, matter, body.trim())
    return { path, text: write({ ...matter, [exactKey]: exact }, body) }
  }
  // Settings of more pieces than a reader takes are told only as one text.
  if (countValues(full) > maxTokens / 2) return exactly(settings)
  const file = { path, text: write(full, body) }
  yield
  if (yield* saysTheSame(file, version)) return file
  yield
  const nearly = exactly(full)
  yield
  if (yield* saysTheSame(nearly, version)) return nearly
  yield
  return exactly(settings)
}
