import { once } from 'node:events'
import { hashToken, localAdministrator, type Principal, readScopes } from '@promptbin/security'
import { hasInstanceProof, isSameMachine } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, Face } from '../../operations/caller.ts'

/** What the processes and commands of this instance alone know. */
export interface InstanceSecrets {
  readonly instanceKey: string
  readonly localKeyHash: string
}

/** The faces that may be named by whoever proves to belong to this instance. */
const namedFaces: readonly Face[] = ['cli', 'mcp', 'console']

/** Says who asks for operations over HTTP; what a client says about itself counts only with proof. */
export function createCallerOf(
  secrets: InstanceSecrets,
): (request: FastifyRequest, reply: FastifyReply) => Caller {
  return (request, reply) => {
    const { headers, ip, id, deadline } = request
    const isProcess = hasInstanceProof(request, secrets.instanceKey)
    const isOurs = isProcess || hasLocalKey(request, secrets.localKeyHash)
    return {
      principal: (isProcess && passedOn(request)) || principalOf(request),
      face: faceOf(request, isOurs),
      address: ip,
      client: headerText(headers['x-promptbin-client'] ?? headers['user-agent']),
      requestId: id,
      isSameMachine: isSameMachine(request),
      ...(deadline && { signal: deadline.signal }),
      answered: once(reply.raw, 'close').then(() => {}),
    }
  }
}

/** For whom a process of this instance asks: mcp-gateway for its clients. */
function passedOn({ headers }: FastifyRequest): Principal | undefined {
  const id = headerText(headers['x-promptbin-principal'])
  if (id === null) return undefined
  return { id, kind: 'token', scopes: readScopes(headers['x-promptbin-scopes']) }
}

/** Whoever asks on this machine runs it, where nothing asks for a login. */
function principalOf(request: FastifyRequest): Principal {
  return (request as { readonly principal?: Principal }).principal ?? localAdministrator
}

function hasLocalKey({ headers }: FastifyRequest, localKeyHash: string): boolean {
  const [, token] = /^Bearer (\S{1,200})$/i.exec(headers.authorization ?? '') ?? []
  return token !== undefined && hashToken(token) === localKeyHash
}

/**
 * A page of ours has no key, but no page of another origin can send both headers (Fetch Metadata, and a
 * header that CORS would ask us about first).
 */
function faceOf({ headers }: FastifyRequest, isOurs: boolean): Face {
  const face = namedFaces.find((name) => name === headers['x-promptbin-face'])
  const isOurPage = face === 'console' && headers['sec-fetch-site'] === 'same-origin'
  return face !== undefined && (isOurs || isOurPage) ? face : 'rest'
}

/** What a client says of itself, cut to what belongs in a record. */
function headerText(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' && header !== '' ? header.slice(0, 200) : null
}
