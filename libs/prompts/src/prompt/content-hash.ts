import { createHash } from 'node:crypto'
import { canonicalJson } from '../canonical-json.ts'
import { finish } from '../steps.ts'
import type { Message } from './message.ts'
import type { Variable } from './variable.ts'
import type { ModelConfig } from './version.ts'

/** What a version says; everything else it has tells where it comes from. */
export interface Content {
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly modelConfig?: ModelConfig
}

/**
 * SHA-256, in hex, of a version's content in canonical JSON (RFC 8785). It tells whether two
 * versions are the same, and what exactly a client was given. Model settings count only if there
 * are any, so that a hash from before there were settings stays right.
 */
export function contentHash(content: Content): string {
  return finish(hashInSteps(content))
}

/** Takes the hash message by message; see `contentHash`. */
export function* hashInSteps(content: Content): Generator<void, string> {
  const { messages, variables, modelConfig = {} } = content
  const hash = createHash('sha256').update('{"messages":[')
  for (const [index, message] of messages.entries()) {
    hash.update(`${index === 0 ? '' : ','}${canonicalJson(message)}`, 'utf8')
    yield
  }
  const hasSettings = Object.keys(modelConfig).length > 0
  const rest = canonicalJson({ ...(hasSettings && { modelConfig }), variables })
  return hash.update(`],${rest.slice(1)}`, 'utf8').digest('hex')
}
