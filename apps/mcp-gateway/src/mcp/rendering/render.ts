import { randomUUID } from 'node:crypto'
import type { Call, Kept } from '@promptbin/prompt-client'
import type { ModelConfig, Prompt, Rendering, RenderRequest, Variable } from '@promptbin/prompts'
import { olderOf, type StaleMeta, staleMeta } from '../freshness.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { invalidNote, missingNote } from './notes.ts'

/** Where a rendered text comes from, for the `_meta` of the answer. */
export interface RenderMeta extends Partial<StaleMeta> {
  readonly 'promptbin/name': string
  readonly 'promptbin/version': number
  readonly 'promptbin/label': string | null
  readonly 'promptbin/sha256': string
  /** Names this one rendering. */
  readonly 'promptbin/renderId': string
  /** The settings for a model that the version brings, if it brings any. */
  readonly 'promptbin/modelConfig'?: ModelConfig
}

/** A rendering as it goes to an AI client. */
export interface Rendered {
  readonly rendering: Rendering
  /** The values that went into it, by the name of their variable. */
  readonly used: Readonly<Record<string, unknown>>
  /** The variables whose values are missing or wrong. */
  readonly wanted: readonly Variable[]
  /** What to ask the person for; `undefined` when nothing is missing or wrong. */
  readonly note: string | undefined
  readonly meta: RenderMeta
}

/** All variables of a version, those of what it includes among them as far as they are known. */
export function variablesOf(prompt: Prompt | undefined): ReadonlyMap<string, Variable> {
  const declared = [...(prompt?.variables ?? []), ...(prompt?.version.variables ?? [])]
  return new Map(declared.map((variable) => [variable.name, variable]))
}

/** The prompt of a rendering, for what it says of its variables. */
async function promptOf(
  library: Library,
  { name, version, missing, invalid }: Rendering,
  call: Call,
): Promise<Kept<Prompt> | undefined> {
  if (missing.length + invalid.length === 0) return undefined
  // The rendering is there already: a library that fails only now must not take it away again.
  return library.get(name, { version }, call).catch(() => undefined)
}

/** A value as text: what numbers and bytes JSON cannot carry on exactly, text can. */
function asText(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.toWellFormed()
}

/** Values as prompt-web takes them, whatever they were given as. */
function asGiven(values: RenderRequest['arguments'] = {}): Record<string, string | string[]> {
  const entries = Object.entries(values).map(([name, value]): [string, string | string[]] => [
    name,
    Array.isArray(value) ? value.map(asText) : asText(value),
  ])
  return Object.fromEntries(entries)
}

/** Renders a prompt. A missing or wrong value fails nothing; the note says what to do about it. */
export async function renderPrompt(
  library: Library,
  name: string,
  request: RenderRequest,
  call: Call,
): Promise<Rendered> {
  const given = asGiven(request.arguments)
  const kept = await library.render(name, { ...request, arguments: given }, call)
  const rendering = kept.value
  const prompt = await promptOf(library, rendering, call)
  const variables = variablesOf(prompt?.value)
  const missing = rendering.missing.map((each) => variables.get(each) ?? { name: each })
  const wrong = rendering.invalid.flatMap((each) => variables.get(each.name) ?? [])
  const notes = [
    ...(missing.length > 0 ? [missingNote(missing)] : []),
    ...(rendering.invalid.length > 0 ? [invalidNote(rendering.invalid)] : []),
  ]
  const invalid = new Set(rendering.invalid.map((each) => each.name))
  return {
    rendering,
    used: Object.fromEntries(Object.entries(given).filter(([each]) => !invalid.has(each))),
    wanted: [...missing, ...wrong],
    note: notes.length > 0 ? notes.join('\n\n') : undefined,
    meta: metaOf(rendering, olderOf(kept, prompt ?? {})),
  }
}

function metaOf(rendering: Rendering, age: Pick<Kept<unknown>, 'staleSinceMs'>): RenderMeta {
  const { name, version, label, sha256, modelConfig } = rendering
  return {
    'promptbin/name': name,
    'promptbin/version': version,
    'promptbin/label': label,
    'promptbin/sha256': sha256,
    'promptbin/renderId': randomUUID(),
    ...(Object.keys(modelConfig).length > 0 && { 'promptbin/modelConfig': modelConfig }),
    ...staleMeta(age),
  }
}
