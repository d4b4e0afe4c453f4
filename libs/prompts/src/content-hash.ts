import { createHash } from 'node:crypto'
import type { Message, Variable } from './prompt.ts'

/** Sorts the keys of every object, so that equal content is equal text. */
function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * SHA-256, in hex, of a version's content in canonical JSON (RFC 8785; the content holds no
 * numbers). It tells whether two versions are the same, and what exactly a client was given.
 */
export function contentHash(content: {
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
}): string {
  const { messages, variables } = content
  const canonical = JSON.stringify({ messages, variables }, withSortedKeys)
  return createHash('sha256').update(canonical, 'utf8').digest('hex')
}
