import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a token says that a test makes; what is left out is as it should be. */
export type TokenClaims = Readonly<Record<string, unknown>>

/** An OAuth 2.1 authorization server: the far side of a network. */
export interface AuthorizationServer {
  readonly issuer: string
  /** How often its metadata and its keys were asked for. */
  readonly asked: { metadata: number; keys: number }
  /** A good access token for `resource`, unless told otherwise. */
  token(claims: TokenClaims, header?: Record<string, unknown>): Promise<string>
  /** The public key as JSON, for forgeries. */
  readonly publicKey: string
  /** Signs with another key from now on, under another id. */
  rotate(): Promise<void>
  /** From now on it answers so. */
  answerWith(handler: ((path: string, response: ServerResponse) => boolean) | undefined): void
  close(): Promise<void>
}

export interface AuthorizationServerOptions {
  /** A path below which its issuer is. */
  readonly path?: string
  /** Where its metadata is served; by default as RFC 8414 has it. */
  readonly metadataAt?: (path: string) => string
  readonly keyIds?: boolean
}

/** Starts one on a free port. */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<AuthorizationServer> {
  const { path = '', keyIds = true } = options
  const metadataAt =
    options.metadataAt ?? ((below) => `/.well-known/oauth-authorization-server${below}`)
  const asked = { metadata: 0, keys: 0 }
  const keys: { id: string; pair: Awaited<ReturnType<typeof generateKeyPair>>; jwk: object }[] = []
  let answer: ((path: string, response: ServerResponse) => boolean) | undefined
  let issuer = ''

  async function addKey(): Promise<void> {
    const pair = await generateKeyPair('ES256', { extractable: true })
    const id = `key-${keys.length}`
    const jwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', ...(keyIds && { kid: id }) }
    keys.push({ id, pair, jwk })
  }

  const server = createServer((request, response) => {
    const url = request.url ?? ''
    const json = (body: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (url === metadataAt(path)) asked.metadata += 1
    if (url === '/keys') asked.keys += 1
    if (answer?.(url, response)) return
    if (url === metadataAt(path)) json({ issuer, jwks_uri: `${new URL(issuer).origin}/keys` })
    else if (url === '/keys') json({ keys: keys.map(({ jwk }) => jwk) })
    else response.writeHead(404).end()
  })
  await addKey()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

  return {
    issuer,
    asked,
    get publicKey() {
      return JSON.stringify(keys.at(-1)?.jwk)
    },
    token: async (claims, header = {}) => {
      const key = keys.at(-1)!
      const payload = {
        iss: issuer,
        sub: 'ada',
        exp: Math.floor(Date.now() / 1_000) + 300,
        scope: 'prompts:read prompts:write',
        ...claims,
      }
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', ...(keyIds && { kid: key.id }), ...header })
        .sign(key.pair.privateKey)
    },
    rotate: addKey,
    answerWith: (handler) => {
      answer = handler
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
