import { currentRequest, type RequestContext } from '@promptbin/logging'
import type { Asker, Principal } from '@promptbin/security'
import type { FastifyRequest } from 'fastify'
import { stranger } from './identify.ts'

/** By what the faces of PromptBin say which of them asks. */
export const FACE_HEADER = 'x-promptbin-face'

interface Known {
  readonly principal: Principal
  readonly asker: Asker
}

/** As long as the request is worked on. */
const known = new WeakMap<RequestContext, Known>()

const longestClient = 200

/** Remembers who asks, for all that is done for the request. */
export function rememberAsker(request: FastifyRequest): void {
  const { principal, requestContext } = request
  known.set(requestContext, { principal, asker: askerOf(request) })
}

/** Who asks for what is being done now; undefined for what PromptBin does by itself. */
export function currentPrincipal(): Principal | undefined {
  const request = currentRequest()
  return request && known.get(request)?.principal
}

/** The same with where from and by what, for the audit trail. */
export function currentAsker(): Asker | undefined {
  const request = currentRequest()
  return request && known.get(request)?.asker
}

/** Who asks, from where and by what, as the audit trail keeps it. */
export function askerOf(request: FastifyRequest): Asker {
  const { principal, headers, ip, requestContext } = request
  const isStranger = principal === stranger
  return {
    actor: isStranger ? 'nobody' : principal.id,
    kind: isStranger ? 'nobody' : principal.kind,
    face: faceOf(request),
    address: ip,
    client: headers['user-agent']?.slice(0, longestClient) ?? null,
    requestId: requestContext.requestId,
  }
}

const saidFaces = new Set(['cli', 'mcp', 'console'] as const)

/** What a caller says of its face is believed of our own processes and commands only. */
function faceOf({ principal, headers }: FastifyRequest): Asker['face'] {
  const said = headers[FACE_HEADER]
  const isOurs = principal.kind === 'service' || principal.kind === 'local'
  const [face] = isOurs ? [...saidFaces].filter((one) => one === said) : []
  return face ?? 'rest'
}
