import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Fetch } from './bounded-fetch.ts'

/** Of an authorization server's metadata what is needed here (RFC 8414 section 2). */
const Metadata = Compile(Type.Object({ issuer: Type.String(), jwks_uri: Type.String() }))

/**
 * Where metadata may be, in the order in which MCP clients look as well (MCP 2026-07-28
 * basic/authorization): RFC 8414 section 3, then OpenID Connect Discovery in both of its forms.
 */
function placesOf(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ]
  return [...new Set(places)]
}

/**
 * Asks an issuer where its public keys are. Throws an `Error` in words for the log if none of the
 * places has metadata of exactly this issuer: another's would vouch for other tokens.
 */
export async function findKeys(issuer: string, fetch: Fetch): Promise<string> {
  const reasons: string[] = []
  for (const place of placesOf(issuer)) {
    try {
      return await readPlace(place, issuer, fetch)
    } catch (error) {
      reasons.push(`${place}: ${(error as Error).message}`)
    }
  }
  throw new Error(`The issuer has no metadata (${reasons.join('; ')}).`)
}

async function readPlace(place: string, issuer: string, fetch: Fetch): Promise<string> {
  const response = await fetch(place, { headers: { accept: 'application/json' } })
  if (response.status !== 200) throw new Error(`status ${response.status}`)
  const metadata: unknown = await response.json()
  if (!Metadata.Check(metadata)) throw new Error('it names no keys')
  if (metadata.issuer !== issuer) throw new Error('it is of another issuer')
  if (!isAsSecure(metadata.jwks_uri, issuer)) throw new Error('its keys are not served by https')
  return metadata.jwks_uri
}

/** An issuer over http is one of this machine; no other may have its keys changed on the way. */
function isAsSecure(keys: string, issuer: string): boolean {
  if (!URL.canParse(keys)) return false
  const { protocol } = new URL(keys)
  return protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'))
}
