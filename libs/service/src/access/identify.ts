import {
  FOLDERS_HEADER,
  hashToken,
  isToken,
  limitedTo,
  localAdministrator,
  type Principal,
  RateLimiter,
  readFolders,
  readScopes,
  scopes,
} from '@promptbin/security'
import type { FastifyRequest } from 'fastify'
import { isSameMachine } from '../health/same-machine.ts'
import { hasInstanceProof } from '../status/instance-proof.ts'
import { readSessionCookie } from './cookies.ts'
import { tokenInvalid, tooManyTries } from './errors.ts'

/** Where it is known whose tokens and sessions are. */
export interface Credentials {
  /**
   * Whose the token of this SHA-256 is; nobody's if it never was, has ended or was revoked. Throws
   * `PB_AUTH_UNAVAILABLE`.
   */
  ofToken(sha256: string): Promise<Principal | undefined>
  /** The same for the session that a browser keeps by something of this SHA-256. */
  ofSession(sha256: string): Promise<Principal | undefined>
}

/** By what somebody is known. */
export interface IdentifyOptions {
  readonly credentials: Credentials
  /** Whether those who show nothing are strangers; otherwise they are of this machine. */
  readonly isLoginRequired: boolean
  /** Of the cookie, without prefix. */
  readonly cookieName: string
  /** What the processes of this instance know; undefined without a supervisor. */
  readonly instanceKey: string | undefined
  /** The SHA-256 of the key of programs of this machine; undefined without a supervisor. */
  readonly localKeyHash: string | undefined
  /** Milliseconds, from any moment on. */
  readonly now: () => number
}

/** Who asks, and the session by which they do. */
export interface Identity {
  readonly principal: Principal
  /** SHA-256 of what the browser keeps; null where no session says who asks. */
  readonly sessionHash: string | null
}

/** With these a process of the same instance says for whom it asks; only it is believed. */
export const PRINCIPAL_HEADER = 'x-promptbin-principal'
export const SCOPES_HEADER = 'x-promptbin-scopes'

/** Who shows nothing where something must be shown. */
export const stranger: Principal = { id: 'stranger', kind: 'local', scopes: new Set() }

/** Another process of the same instance, which has asked those who ask it. */
const sibling: Principal = { id: 'promptbin', kind: 'service', scopes: new Set(scopes) }

const bearer = /^Bearer +(?<token>[!-~]{1,512}) *$/i

/** So often an address may come with a wrong token at once, and then a second. */
const wrongTokens = { burst: 60, perSecond: 1 }

/** A secret of a browser; what is longer is none of ours. */
const longestSecret = 128

const local = { principal: localAdministrator, sessionHash: null } as const

/**
 * Makes what finds out who asks. A token that is shown is checked also where none is needed, so that a
 * wrong one never works in silence. Throws `PB_TOKEN_INVALID`, `PB_RATE_EXCEEDED`, `PB_AUTH_UNAVAILABLE`.
 */
export function createIdentify(options: IdentifyOptions) {
  const { credentials, isLoginRequired, cookieName, instanceKey, localKeyHash, now } = options
  const wrong = new RateLimiter({ ...wrongTokens, now })

  async function byToken(header: string, address: string): Promise<Identity> {
    if (wrong.waitSeconds(address) > 0) throw tooManyTries()
    const token = bearer.exec(header)?.groups?.['token'] ?? ''
    const sha256 = isToken(token) ? hashToken(token) : undefined
    if (sha256 !== undefined && sha256 === localKeyHash) return local
    const principal = sha256 === undefined ? undefined : await credentials.ofToken(sha256)
    if (principal !== undefined) return { principal, sessionHash: null }
    wrong.take(address)
    throw tokenInvalid()
  }

  async function bySession(cookies: string | undefined): Promise<Identity | undefined> {
    const secret = readSessionCookie(cookies, cookieName)
    if (secret === undefined || secret === '' || secret.length > longestSecret) return undefined
    const sessionHash = hashToken(secret)
    const principal = await credentials.ofSession(sessionHash)
    return principal && { principal, sessionHash }
  }

  async function find(request: FastifyRequest): Promise<Identity> {
    const { authorization, cookie } = request.headers
    if (instanceKey !== undefined && isSameMachine(request)) {
      if (hasInstanceProof(request, instanceKey))
        return { principal: asked(request), sessionHash: null }
    }
    if (authorization !== undefined) return byToken(authorization, request.ip)
    const session = isLoginRequired || cookie !== undefined ? await bySession(cookie) : undefined
    return session ?? (isLoginRequired ? { principal: stranger, sessionHash: null } : local)
  }

  return async (request: FastifyRequest): Promise<Identity> => {
    const found = await find(request)
    const header = request.headers[FOLDERS_HEADER]
    if (header === undefined || found.principal === stranger) return found
    return { ...found, principal: limitedTo(found.principal, readFolders(String(header))) }
  }
}

/** For whom a process of the same instance asks; for itself if it does not say. */
function asked({ headers }: FastifyRequest): Principal {
  const id = headers[PRINCIPAL_HEADER]
  if (typeof id !== 'string' || id === '') return sibling
  return { id, kind: 'service', scopes: readScopes(headers[SCOPES_HEADER]) }
}
