import { createHash } from 'node:crypto'
import type { Once } from '@promptbin/prompt-store'
import { canonicalJson } from '@promptbin/prompts'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'

/** A request header that makes a change happen once (draft-ietf-httpapi-idempotency-key-header). */
export const idempotencyHeader = {
  'idempotency-key': Type.Optional(
    Type.String({
      description: '1 to 100 printable characters, new for every change',
      pattern: '^[!-~]([ -~]*[!-~])?$',
      maxLength: 100,
    }),
  ),
}

/** How a request is made to count once; nothing if it does not ask for that. */
export function onceOf({ headers, method, url, body }: FastifyRequest): Once | undefined {
  const key = headers['idempotency-key']
  if (typeof key !== 'string') return undefined
  const content = canonicalJson([method, url, body ?? null])
  return { key, fingerprint: createHash('sha256').update(content, 'utf8').digest('hex') }
}
