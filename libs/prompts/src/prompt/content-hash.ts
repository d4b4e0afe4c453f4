import { createHash } from 'node:crypto'
import { canonicalJson } from '../canonical-json.ts'
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
  const { messages, variables, modelConfig = {} } = content
  const canonical = canonicalJson({
    messages,
    variables,
    ...(Object.keys(modelConfig).length > 0 && { modelConfig }),
  })
  return createHash('sha256').update(canonical, 'utf8').digest('hex')
}
