import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, libraryPlaceOf, loadConfig } from '@promptbin/config'
import { createHealth, type DiskThresholds, type Health } from '@promptbin/health'
import { createLogger, currentRequest } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createSqliteStore, type PromptStore } from '@promptbin/prompt-store'
import type {} from '@promptbin/prompt-store/testing'
import type { Prompt } from '@promptbin/prompts'
import { currentAsker } from '@promptbin/service'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { inject, onTestFinished } from 'vitest'
import { createApp } from '../src/app.ts'
import { guardStore } from '../src/disk/guarded-store.ts'
import { createHealthChecks } from '../src/health/health-checks.ts'
import { createLibrary } from '../src/library/create-library.ts'
import { createLogins } from '../src/logins/create-logins.ts'
import { measureStore } from '../src/metrics/store-metrics.ts'
import { createQueryObserver } from '../src/query-observer.ts'
import type { ShareAddress } from '../src/sharing/share-address.ts'
import { type ApiDocument, createContract } from './api/document/contract.ts'

const makeFolder = () => mkdtempSync(join(tmpdir(), 'promptbin-web-'))
const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })

/** A folder that lives as long as the running test. */
export function temporaryFolder(): string {
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

/** The whole app on a SQLite file of its own, and the log that it writes. */
export interface TestApp {
  readonly app: FastifyInstance
  readonly dataDir: string
  readonly health: Health
  readonly log: Record<string, unknown>[]
  readonly store: PromptStore
  close(): Promise<void>
}

/** What an app of a test is made with. */
export interface TestAppOptions {
  /** Opens the door for links; it stands somewhere without being there unless told. */
  readonly openShares?: ((store: PromptStore) => Promise<ShareAddress>) | undefined
  /** The defaults unless told. */
  readonly config?: Config
  /** Whether the disk is nearly full just now. */
  readonly isReadOnly?: () => boolean
}

/** The machine that runs the tests may be nearly full. */
const diskThresholds: DiskThresholds = {
  diskWarn: [1, 'bytes'],
  diskCritical: [1, 'bytes'],
  inodesWarn: 0,
  inodesCritical: 0,
}

/** The machine is busy with other tests, and a question may wait for as long as that takes. */
const patient = { limit: 200, timeoutMs: 60_000 }

/** Where links lead to that no test follows. */
const nowhere = async () => ({ base: 'http://127.0.0.1:5300', problem: null })

/** Starts the app for as long as the caller wants; tests of one file may share one. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const identity = { service: 'prompt-web', version: '0.0.0-test' }
  const log: Record<string, unknown>[] = []
  const destination = { write: (line: string) => log.push(JSON.parse(line)) }
  const logger = createLogger({ ...identity, level: 'debug', destination })
  const metrics = createMetrics(identity)
  const dataDir = makeFolder()
  const sqlite = await createSqliteStore({
    file: join(dataDir, 'promptbin.db'),
    // Enough for one test, and the app starts sooner.
    readers: 1,
    readQueue: patient,
    writeQueue: patient,
    worker: new URL(inject('storeWorker')),
    onQuery: createQueryObserver({ logger, metrics }),
    origin: currentRequest,
    asker: currentAsker,
  })
  const store = guardStore(sqlite, () => options.isReadOnly?.() ?? false)
  measureStore({ metrics, store, place: libraryPlaceOf({ dataDir, store: { url: '' } }) })
  const checks = createHealthChecks({ store, dataDir, diskThresholds })
  const health = createHealth({ ...identity, checks, intervalMs: 60_000 })
  const openShares = 'openShares' in options ? options.openShares : nowhere
  const library = createLibrary({
    store,
    ...(openShares && { openShares: () => openShares(store) }),
  })
  const config = options.config ?? loadConfig({ environment: {}, workingDirectory: '/' })
  const app = await createApp({
    logger,
    metrics,
    health,
    library,
    logins: createLogins({
      config,
      store,
      tokens: library,
      instanceKey: undefined,
      localKeyHash: undefined,
      // The least that Argon2 takes: tests are not about its cost.
      passwordCost: { memoryKib: 8, passes: 1, lanes: 1 },
      onUsesLost: (error) => log.push({ lost: error }),
    }),
    config,
    storeLoad: () => store.load(),
    // The machine is busy with other tests, and so are these.
    maxLoopDelayMs: 0,
  })
  await app.ready()
  await health.start()
  health.setState('ready')
  const close = async () => {
    health.stop()
    await app.close()
    await library.close()
    await store.close()
    removeFolder(dataDir)
  }
  return { app, dataDir, health, log, store, close }
}

/** Starts the app for the running test. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const testApp = await openTestApp(options)
  onTestFinished(testApp.close)
  return testApp
}

/** What a request consists of; a body that is neither text nor bytes goes as JSON. */
export interface Sending {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends one request without a socket; throws if the answer is not as the API's document says. */
export async function send(
  app: FastifyInstance,
  method: NonNullable<InjectOptions['method']>,
  url: string,
  { body, headers = {} }: Sending = {},
): Promise<LightMyRequestResponse> {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
  const response = await app.inject({
    method,
    url,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { payload: isRaw ? body : JSON.stringify(body) }),
  })
  const faults = contractOf(app)({
    method,
    url,
    status: response.statusCode,
    contentType: String(response.headers['content-type']),
    body: response.body,
  })
  if (faults.length > 0) throw new Error(`${method} ${url}: ${faults.join('; ')}\n${response.body}`)
  return response
}

let contract: ReturnType<typeof createContract> | undefined

/** The contract that every app has with its clients: its document is always the same. */
function contractOf(app: FastifyInstance): ReturnType<typeof createContract> {
  contract ??= createContract(app.swagger() as unknown as ApiDocument)
  return contract
}

/** Saves a prompt, as a client does. */
export async function savePrompt(app: FastifyInstance, draft: object = {}): Promise<Prompt> {
  const response = await send(app, 'POST', '/api/v1/prompts', {
    body: { title: 'Linux Terminal', content: 'Act as a terminal.', ...draft },
  })
  if (response.statusCode !== 201) throw new Error(response.body)
  return response.json<Prompt>()
}
