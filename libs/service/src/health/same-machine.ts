import { isLoopback } from '@promptbin/config'
import type { FastifyRequest } from 'fastify'

/** What a proxy adds for somebody on whose behalf it asks (RFC 7239, and what was before). */
const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

/** Whether a program of this machine asks, and not for somebody else. */
export function isSameMachine({ raw, headers }: FastifyRequest): boolean {
  const { remoteAddress, localAddress } = raw.socket
  if (remoteAddress === undefined || forwarded.some((name) => headers[name] !== undefined)) {
    return false
  }
  const address = remoteAddress.replace(/^::ffff:/, '')
  return isLoopback(address) || remoteAddress === localAddress
}
