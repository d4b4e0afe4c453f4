import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a token says that a test makes; what is left out is as it should be. */
export type TokenClaims = Readonly<Record<string, unknown>>

/** An OAuth 2.1 authorization server: the far side of a network. */
export interface AuthorizationServer {
  readonly issuer: string
  /** What clients sent to get tokens. */
  readonly granted: URLSearchParams[]
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

function metadataOf(issuer: string) {
  const { origin } = new URL(issuer)
  return {
    issuer,
    jwks_uri: `${origin}/keys`,
    token_endpoint: `${origin}/token`,
    authorization_endpoint: `${origin}/authorize`,
    response_types_supported: ['code'],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  }
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

  const granted: URLSearchParams[] = []

  async function sign(claims: TokenClaims, header = {}): Promise<string> {
    const key = keys.at(-1)!
    const exp = Math.floor(Date.now() / 1_000) + 300
    const scope = 'prompts:read prompts:write'
    return new SignJWT({ iss: issuer, sub: 'ada', exp, scope, ...claims })
      .setProtectedHeader({ alg: 'ES256', ...(keyIds && { kid: key.id }), ...header })
      .sign(key.pair.privateKey)
  }

  /** Gives whoever asks what he asks for (RFC 6749 section 4.4), for the resource that he names. */
  async function grant(body: string): Promise<object> {
    const wanted = new URLSearchParams(body)
    granted.push(wanted)
    const claims = { aud: wanted.get('resource'), scope: wanted.get('scope') ?? '', sub: 'robot' }
    return { access_token: await sign(claims), token_type: 'Bearer', expires_in: 300 }
  }

  const server = createServer((request, response) => {
    const url = request.url ?? ''
    const json = (body: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (url === metadataAt(path)) asked.metadata += 1
    if (url === '/keys') asked.keys += 1
    if (answer?.(url, response)) return
    if (url === metadataAt(path)) json(metadataOf(issuer))
    else if (url === '/token') void text(request).then(async (body) => json(await grant(body)))
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
    token: sign,
    granted,
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
