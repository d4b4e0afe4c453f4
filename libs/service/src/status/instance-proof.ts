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

/**
 * With what the first account can be made after a start: all processes of the instance find the same
 * one, so that the supervisor can print what prompt-web will accept.
 */
export function setUpTokenOf(instanceKey: string): string {
  return createHmac('sha256', instanceKey).update('the set-up of this instance').digest('base64url')
}
