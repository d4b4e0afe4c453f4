import { isLoopback } from '@promptbin/config'
import { hasScope, type Principal } from '@promptbin/security'
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

/** Whether who asks may know how a service is: a program of this machine, or who may run PromptBin. */
export function isOperator(request: FastifyRequest): boolean {
  // An app without authentication has none; who is local without having shown it may be anybody.
  const principal: Principal | null | undefined = request.principal
  if (principal == null || principal.kind === 'local') return isSameMachine(request)
  return hasScope(principal, 'admin')
}
