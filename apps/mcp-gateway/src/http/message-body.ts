import { parseJson } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { batchInvalid, batchRefused, messageInvalid } from '../errors.ts'

/** Deeper than any message of MCP is, shallow enough for any code that walks over it. */
const maxDepth = 64

/** The only version that knows several messages in one body. */
const batchVersion = '2025-03-26'

const maxBatch = 100

declare module 'fastify' {
  interface FastifyRequest {
    /** What the body of an MCP request says, once it was read: a message or a batch. */
    mcpMessage: unknown
  }
}

/** Makes a scope read bodies of JSON, once and bounded, and leave them as they came. */
export function readBodies(scope: FastifyInstance): void {
  scope.decorateRequest('mcpMessage', undefined)
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => bytes,
  )
}

/**
 * What a body says. What nests too deeply, is no UTF-8 or no JSON at all never reaches the SDK:
 * throws the errors of `parseJson`.
 */
export const parseMessages = (bytes: Uint8Array): unknown => parseJson(bytes, maxDepth)

/** Throws `PB_MCP_BATCH_REFUSED` or `PB_MCP_BATCH_INVALID` for what this version does not know. */
export function checkBatch(value: unknown, version: string | undefined): void {
  if (!Array.isArray(value)) return
  if (version !== batchVersion) throw batchRefused()
  if (value.length === 0 || value.length > maxBatch) throw batchInvalid()
}

/**
 * Throws `PB_MCP_MESSAGE_INVALID` for a request whose id is none of MCP, or a number that would
 * come back as another one.
 */
export function checkIds(value: unknown): void {
  for (const message of messagesOf(value)) {
    const id = memberOf(message, 'id')
    const isRequest = id !== undefined && memberOf(message, 'method') !== undefined
    if (isRequest && typeof id !== 'string' && !Number.isSafeInteger(id)) throw messageInvalid()
  }
}

/** The messages of a body: one, or those of a batch. */
export const messagesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [value]

/** A member of a message that a stranger sent. */
export function memberOf(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null
    ? (message as Record<string, unknown>)[name]
    : undefined
}

/**
 * The id that an error answers to; null where no single request can be told (JSON-RPC 2.0
 * section 5).
 */
export function idOf(value: unknown): string | number | null {
  if (typeof memberOf(value, 'method') !== 'string') return null
  const id = memberOf(value, 'id')
  return typeof id === 'string' || Number.isSafeInteger(id) ? (id as string | number) : null
}
