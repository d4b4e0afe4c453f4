import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createAuthority } from '@promptbin/security/testing'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { watchPostgresWrites } from '../../src/postgres/postgres.ts'
import {
  queryPostgres,
  startEmbeddedPostgres,
  type TestPostgres,
} from '../../testing/embedded-postgres.ts'
import { ada, aPrompt, read } from '../contract/library-fixture.ts'
import { openPostgresStore } from './postgres-fixture.ts'

let folder: string
let server: TestPostgres
let ours: ReturnType<typeof createAuthority>
let stranger: typeof ours

/** The server is certified for its address, and not for the name that leads there too. */
const [rightHost, wrongHost] = ['127.0.0.1', 'localhost']
const certified = `IP:${rightHost}`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'promptbin-tls-'))
  ours = createAuthority(folder, 'ours')
  stranger = createAuthority(folder, 'stranger')
  server = await startEmbeddedPostgres()
  await restartAs(ours)
})
afterAll(async () => {
  await server.discard()
  await rm(folder, { recursive: true, force: true })
})

/** Of what a test has closed the server may know only later. */
const endAll = `
SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE application_name = 'promptbin'`
beforeEach(async () => {
  await queryPostgres(server.url, endAll)
})

async function restartAs(authority: typeof ours): Promise<void> {
  await server.stop()
  await server.certify(authority.certify(certified))
  await server.start()
}

interface Asked {
  readonly sslmode: string
  /** Whose certificate `sslrootcert` names; nobody's unless told. */
  readonly trusting?: 'ours' | 'stranger' | 'a file that is not there'
  readonly hostname?: string
}

function urlFor({ sslmode, trusting, hostname = rightHost }: Asked): string {
  const url = Object.assign(new URL(server.url), { hostname })
  url.searchParams.set('sslmode', sslmode)
  const files = { ours: ours.file, stranger: stranger.file, 'a file that is not there': '/no.pem' }
  if (trusting) url.searchParams.set('sslrootcert', files[trusting])
  return url.href
}

/** Of the connections that PromptBin has, whether each is encrypted. */
async function encrypted(doing = 'true'): Promise<readonly boolean[]> {
  const rows = await queryPostgres(
    server.url,
    `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
      WHERE application_name = 'promptbin' AND ${doing}`,
  )
  return rows.map(({ ssl }) => ssl)
}

test.each<Asked>([
  { sslmode: 'prefer' },
  { sslmode: 'require' },
  { sslmode: 'require', hostname: wrongHost },
  { sslmode: 'require', trusting: 'ours', hostname: wrongHost },
  { sslmode: 'verify-ca', trusting: 'ours' },
  { sslmode: 'verify-ca', trusting: 'ours', hostname: wrongHost },
  { sslmode: 'verify-full', trusting: 'ours' },
])('%j: what asks, what saves and what listens is encrypted', async (asked) => {
  const url = urlFor(asked)
  const store = await openPostgresStore({ url })
  const { name } = await store.create(aPrompt(), ada)
  expect((await read(store, name)).latest).toBe(1)
  const heard = Promise.withResolvers<void>()
  const endWatching = watchPostgresWrites(url, heard.resolve)
  await heard.promise
  expect(await encrypted(`query = 'LISTEN promptbin_library'`)).toEqual([true])
  const all = await encrypted()
  expect(all.length).toBeGreaterThanOrEqual(3)
  expect(all).not.toContain(false)
  endWatching()
  await store.close()
})

test('with sslmode=disable nothing is encrypted, and nothing is asked of the server', async () => {
  const store = await openPostgresStore({ url: urlFor({ sslmode: 'disable' }) })
  await store.create(aPrompt(), ada)
  expect(await encrypted()).not.toContain(true)
  await store.close()
})

const notSigned = 'no authority that is trusted has signed'

test.each<Asked & { readonly because: string }>([
  { sslmode: 'require', trusting: 'stranger', because: notSigned },
  { sslmode: 'verify-ca', trusting: 'stranger', because: notSigned },
  { sslmode: 'verify-ca', because: 'needs sslrootcert' },
  { sslmode: 'verify-full', trusting: 'stranger', because: notSigned },
  { sslmode: 'verify-full', because: notSigned },
  { sslmode: 'verify-full', trusting: 'ours', hostname: wrongHost, because: 'for another host' },
  { sslmode: 'verify-full', trusting: 'a file that is not there', because: 'cannot be read' },
  { sslmode: 'verify-ful', because: notSigned },
])('%j is refused, in words that help and without the password', async ({ because, ...asked }) => {
  await expectRefusal(urlFor(asked), because)
})

test('a server without TLS is refused where TLS is asked for', async () => {
  const url = new URL(inject('postgres'))
  url.searchParams.set('sslmode', 'require')
  await expectRefusal(url.href, 'does not speak TLS')
})

async function expectRefusal(url: string, because: string): Promise<void> {
  const refusal = await openPostgresStore({ url }).catch((error: unknown) => error)
  expect(refusal).toMatchObject({
    code: 'PB_STORE_TLS_REFUSED',
    message: expect.stringContaining(because),
    hint: expect.stringContaining('sslrootcert'),
  })
  const told = inspect(refusal, { depth: null, showHidden: true })
  expect(told).not.toContain(new URL(url).password)
}

test('a server that becomes one nobody knows is not told anything, until it is again who it was', async () => {
  const url = urlFor({ sslmode: 'verify-full', trusting: 'ours' })
  const store = await openPostgresStore({ url })
  await restartAs(stranger)
  for (const asked of [() => store.create(aPrompt(), ada), () => store.generation()]) {
    const refusal = await asked().catch((error: unknown) => error)
    const message = expect.stringContaining(notSigned)
    expect(refusal).toMatchObject({ code: 'PB_STORE_TLS_REFUSED', message })
  }
  await restartAs(ours)
  await store.create(aPrompt(), ada)
  expect(await encrypted()).not.toContain(false)
  await store.close()
})

test('who listens hears nothing of a server that nobody knows, and hears once it is trusted', async () => {
  await restartAs(stranger)
  let isHeard = false
  const heard = Promise.withResolvers<void>()
  const tried = nextConnectionEnds()
  const end = watchPostgresWrites(urlFor({ sslmode: 'verify-full', trusting: 'ours' }), () => {
    isHeard = true
    heard.resolve()
  })
  await tried
  expect(isHeard).toBe(false)
  expect(await encrypted()).toEqual([])
  await restartAs(ours)
  await heard.promise
  expect(await encrypted()).toEqual([true])
  end()
})

/** Once the next connection that this process begins is over. */
function nextConnectionEnds(): Promise<unknown> {
  const begun = Promise.withResolvers<Socket>()
  const onSocket = (message: unknown) => begun.resolve((message as { socket: Socket }).socket)
  subscribe('net.client.socket', onSocket)
  return begun.promise.then((socket) => {
    unsubscribe('net.client.socket', onSocket)
    return once(socket, 'close')
  })
}
