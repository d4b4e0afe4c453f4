import { createHealth } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { type OperationName, operationNames, operationOf, requestOf } from '@promptbin/operations'
import {
  type AuditEntry,
  FOLDERS_HEADER,
  hashToken,
  makeToken,
  type Scope,
  writeFolders,
} from '@promptbin/security'
import {
  createServiceApp,
  FACE_HEADER,
  INSTANCE_PROOF_HEADER,
  instanceProof,
  needing,
  PRINCIPAL_HEADER,
  SCOPES_HEADER,
} from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCallerOf } from '../../src/http/operations/caller-of.ts'
import { operationRoutes } from '../../src/http/operations/operation-routes.ts'
import type { Handlers } from '../../src/operations/handlers.ts'
import { createOperator } from '../../src/operations/perform-operation.ts'

const secrets = { instanceKey: makeToken(), localKeyHash: '' }
const localKey = makeToken()
const cookie = 'a-session-of-the-console'

/** Everything but what an operation needs. */
const wrong = (scope: Scope) =>
  (['prompts:read', 'prompts:write', 'admin'] as const).filter((one) => one !== scope)

const tokens = new Map(
  (['prompts:read', 'prompts:write', 'admin'] as const).map((scope) => {
    const token = makeToken()
    return [scope, { token, principal: principalOf([scope]) }] as const
  }),
)
function principalOf(scopes: readonly Scope[]) {
  return { id: `token:${scopes.join('+')}`, kind: 'token', scopes: new Set(scopes) } as const
}

let app: FastifyInstance
let performed: OperationName[] = []
let written: AuditEntry[] = []

beforeAll(async () => {
  const identity = { service: 'supervisor', version: '0.0.0-test' }
  const logger = createLogger({ ...identity, level: 'fatal' })
  const handlers = new Proxy({} as Handlers, {
    get: (_target, name: OperationName) => async () => {
      performed.push(name)
      return operationOf(name).example.output
    },
  })
  const audit = { append: async (entry: AuditEntry) => void written.push(entry) }
  const health = createHealth({ ...identity, checks: [], intervalMs: 60_000 })
  const byHash = new Map(
    [...tokens.values()].map(({ token, principal }) => [hashToken(token), principal]),
  )
  app = await createServiceApp({
    logger,
    metrics: createMetrics(identity),
    health,
    maxLoopDelayMs: 0,
    authentication: {
      credentials: {
        ofToken: async (sha256) => byHash.get(sha256),
        ofSession: async (sha256) =>
          sha256 === hashToken(cookie) ? principalOf(['admin']) : undefined,
      },
      isLoginRequired: true,
      cookieName: 'promptbin-console',
      instanceKey: secrets.instanceKey,
      localKeyHash: hashToken(localKey),
    },
  })
  app.addHook('onRoute', needing('admin'))
  await app.register(operationRoutes, {
    operator: createOperator({ handlers, audit, settle: async () => {}, logger }),
    callerOf: createCallerOf({ ...secrets, localKeyHash: hashToken(localKey) }),
    additions: {},
  })
  await app.ready()
})
afterAll(() => app.close())

type Headers = Readonly<Record<string, string>>

async function ask(name: OperationName, headers: Headers, remoteAddress = '192.0.2.7') {
  performed = []
  written = []
  const operation = operationOf(name)
  const { method, path, body } = requestOf(
    operation,
    operation.example.input as Readonly<Record<string, unknown>>,
  )
  const response = await app.inject({
    method,
    url: path,
    headers,
    remoteAddress,
    ...(body !== undefined && { payload: body as object }),
  })
  return {
    status: response.statusCode,
    code: response.statusCode < 400 ? undefined : response.json().code,
  }
}

const bearer = (token: string | undefined): Headers => ({ authorization: `Bearer ${token}` })
const passedOn = (scopes: readonly Scope[]): Headers => ({
  [INSTANCE_PROOF_HEADER]: instanceProof(secrets.instanceKey),
  [FACE_HEADER]: 'mcp',
  [PRINCIPAL_HEADER]: 'token:far',
  [SCOPES_HEADER]: scopes.join(' '),
})

describe.each(operationNames)('%s', (name) => {
  const { scope } = operationOf(name)

  test('over REST: nobody without a token, nor with another scope', async () => {
    expect(await ask(name, {})).toEqual({ status: 401, code: 'PB_AUTH_REQUIRED' })
    expect(await ask(name, bearer(makeToken()))).toEqual({ status: 401, code: 'PB_TOKEN_INVALID' })
    for (const other of wrong(scope)) {
      expect((await ask(name, bearer(tokens.get(other)?.token))).status).toBe(403)
    }
    expect(performed).toEqual([])
    expect((await ask(name, bearer(tokens.get(scope)?.token))).status).toBeLessThan(400)
    expect(performed).toEqual([name])
  })

  test('over MCP: for those whom the gateway names, if they have the scope', async () => {
    expect((await ask(name, passedOn(wrong(scope)), '127.0.0.1')).status).toBe(403)
    expect((await ask(name, passedOn([scope]))).status).toBe(401)
    expect(performed).toEqual([])
    expect((await ask(name, passedOn([scope]), '127.0.0.1')).status).toBeLessThan(400)
    expect(performed).toEqual([name])
    for (const { actor, face } of written) expect([actor, face]).toEqual(['token:far', 'mcp'])
  })

  test('for nobody who is limited to folders, by a token or named by the gateway', async () => {
    const folders = { [FOLDERS_HEADER]: writeFolders(['team']) }
    const administrator = bearer(tokens.get(scope)?.token)
    expect((await ask(name, { ...administrator, ...folders })).status).toBe(403)
    expect((await ask(name, { ...passedOn([scope]), ...folders }, '127.0.0.1')).status).toBe(403)
    expect(performed).toEqual([])
  })

  test('by a command: with the key of the instance alone', async () => {
    const face = { [FACE_HEADER]: 'cli' }
    expect((await ask(name, face)).status).toBe(401)
    expect((await ask(name, { ...face, ...bearer(localKey) })).status).toBeLessThan(400)
    for (const { actor, face: told } of written) expect([actor, told]).toEqual(['local', 'cli'])
  })

  test('in the console: with its cookie, and not from another site', async () => {
    const page = { [FACE_HEADER]: 'console', 'sec-fetch-site': 'same-origin' }
    expect((await ask(name, page)).status).toBe(401)
    const session = { cookie: `__Host-promptbin-console=${cookie}` }
    expect((await ask(name, { ...page, ...session })).status).toBeLessThan(400)
    if (operationOf(name).http.method === 'GET') return
    const forged = { ...session, 'sec-fetch-site': 'cross-site' }
    expect(await ask(name, forged)).toEqual({ status: 403, code: 'PB_ORIGIN_REFUSED' })
    expect(performed).toEqual([])
  })
})
