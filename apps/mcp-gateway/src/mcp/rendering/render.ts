import { randomUUID } from 'node:crypto'
import type { Call, PromptClient } from '@promptbin/prompt-client'
import type { ModelConfig, Rendering, RenderRequest, Variable } from '@promptbin/prompts'

/** A rendering as it goes to an AI client. */
export interface Rendered {
  readonly rendering: Rendering
  /** What to ask the person for; `undefined` when nothing is missing or wrong. */
  readonly note: string | undefined
  /** Where the text comes from, for the `_meta` of the answer. */
  readonly meta: {
    readonly 'promptbin/name': string
    readonly 'promptbin/version': number
    readonly 'promptbin/label': string | null
    readonly 'promptbin/sha256': string
    /** Names this one rendering. */
    readonly 'promptbin/renderId': string
    /** The settings for a model that the version brings, if it brings any. */
    readonly 'promptbin/modelConfig'?: ModelConfig
  }
}

/** Says in plain words which values are still to be asked for. */
export function missingNote(missing: readonly Variable[]): string {
  const wanted = missing.map(({ name, description }) =>
    description ? `- ${name}: ${description}` : `- ${name}`,
  )
  const many = missing.length > 1
  const places = missing.map(({ name }) => `{{${name}}}`).join(', ')
  return [
    `This prompt still needs ${many ? 'values' : 'a value'} that only the person can give:`,
    ...wanted,
    `The text above has ${places} in ${many ? 'their places' : 'its place'}.`,
    `Ask the person for ${many ? 'them' : 'it'} before doing anything else, and do not make ${many ? 'them' : 'it'} up.`,
  ].join('\n')
}

/** Says in plain words which values could not be used, and what would be right. */
export function invalidNote(invalid: Rendering['invalid']): string {
  return [
    'Some of what was given could not be used:',
    ...invalid.map(({ name, message }) => `- ${name}: ${message}`),
    'Correct it and ask for the prompt again.',
  ].join('\n')
}

/** The variables with these names, with their descriptions if those can be had. */
async function describeMissing(
  library: PromptClient,
  { name, version, missing }: Rendering,
  call: Call,
): Promise<readonly Variable[]> {
  // The rendering is there already: a library that fails only now must not take it away again.
  const kept = await library.get(name, { version }, call).catch(() => undefined)
  const prompt = kept?.value
  const declared = [...(prompt?.version.variables ?? []), ...(prompt?.variables ?? [])]
  return missing.map(
    (each) => declared.find((variable) => variable.name === each) ?? { name: each },
  )
}

async function noteOn(
  library: PromptClient,
  rendering: Rendering,
  call: Call,
): Promise<string | undefined> {
  const { missing, invalid } = rendering
  const notes = [
    ...(missing.length > 0 ? [missingNote(await describeMissing(library, rendering, call))] : []),
    ...(invalid.length > 0 ? [invalidNote(invalid)] : []),
  ]
  return notes.length > 0 ? notes.join('\n\n') : undefined
}

/** Renders a prompt. A missing or wrong value fails nothing; the note says what to do about it. */
export async function renderPrompt(
  library: PromptClient,
  name: string,
  request: RenderRequest,
  call: Call,
): Promise<Rendered> {
  const { value: rendering } = await library.render(name, request, call)
  const { modelConfig } = rendering
  const note = await noteOn(library, rendering, call)
  return {
    rendering,
    note,
    meta: {
      'promptbin/name': rendering.name,
      'promptbin/version': rendering.version,
      'promptbin/label': rendering.label,
      'promptbin/sha256': rendering.sha256,
      'promptbin/renderId': randomUUID(),
      ...(Object.keys(modelConfig).length > 0 && { 'promptbin/modelConfig': modelConfig }),
    },
  }
}
