import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** Carries the proof. */
export const INSTANCE_PROOF_HEADER = 'x-promptbin-instance'

/**
 * Shows that a request comes from a process of the same instance, without sending what only these
 * know (`instanceKey` of libs/config).
 */
export function instanceProof(instanceKey: string): string {
  return createHmac('sha256', instanceKey).update('a process of this instance').digest('hex')
}

/** Whether the request has it. */
export function hasInstanceProof({ headers }: FastifyRequest, instanceKey: string): boolean {
  const given = Buffer.from(String(headers[INSTANCE_PROOF_HEADER] ?? ''))
  const right = Buffer.from(instanceProof(instanceKey))
  return given.length === right.length && timingSafeEqual(given, right)
}
