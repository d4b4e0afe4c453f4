import { createHash } from 'node:crypto'
import {
  canonicalJson,
  type Message,
  type ModelConfig,
  normalizeDraft,
  type PromptDraft,
  type Variable,
} from '@promptbin/prompts'
import { isObject, type PlainObject } from '../values/plain-json.ts'

/** What a prompt says, as dotprompt can write it, or only nearly. */
export interface Content {
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly modelConfig: ModelConfig
}

/** The key under which stands what dotprompt cannot say. */
export const exactKey = 'promptbin.exact'

/** Tells whether a file is still the one that was written, so that what a person edits counts. */
function fingerprint(matter: PlainObject, body: string): string {
  const settings = Object.entries(matter).filter(([key]) => key !== exactKey)
  const content = canonicalJson([Object.fromEntries(settings), body])
  return createHash('sha256').update(content, 'utf8').digest('hex')
}

/** What `promptbin.exact` holds for a file with these settings and this body: one line of JSON. */
export function writeExact(content: Content, matter: PlainObject, body: string): string {
  const { messages, variables, modelConfig } = content
  return canonicalJson({ of: fingerprint(matter, body), messages, variables, modelConfig })
}

/** What a file says exactly; nothing if it was edited since it was written, or says it in full. */
export function readExact(matter: PlainObject, body: string): Content | undefined {
  const written = matter[exactKey]
  if (typeof written !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(written)
    if (!isObject(value) || value['of'] !== fingerprint(matter, body)) return undefined
    const { messages, variables, modelConfig } = value
    const draft = { title: 'x', messages, variables, modelConfig } as PromptDraft
    return normalizeDraft(draft)
  } catch {
    return undefined
  }
}
