import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom, inventWords } from '../search/corpus.ts'
import { fillLibrary } from '../search/fill-library.ts'
import { WebProcess } from '../search/web-process.ts'
import { type Ask, readPrompts } from './kinds.ts'
import { overloaded } from './load.ts'
import { mcpRequest } from './requests.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import type { RecipePrompt } from './servers/recipe-prompt.ts'

/** Gateways in front of a library of so many prompts. */
export interface Library {
  readonly prompts: number
  /** All the same: the engine compiles each as its first requests come, some a little better. */
  readonly gateways: readonly ServerProcess[]
  /** What a client has to send besides what MCP asks for. */
  readonly headers: Readonly<Record<string, string>>
}

/** Everything that is compared, running. */
export interface Setting {
  readonly bare: ServerProcess
  readonly recipe: ServerProcess
  readonly small: Library
  readonly large: Library
  readonly prompts: readonly RecipePrompt[]
  readonly words: readonly string[]
}

const vocabulary = 30_000

const gatewaysOfLibrary = 3

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const isUrl = (line: string) => (line.startsWith('http://') ? line : undefined)

/** What a service of ours logs when it answers. */
function readyUrl(line: string): string | undefined {
  const entry: { event?: string; url?: string } = JSON.parse(line)
  return entry.event === 'service.ready' ? entry.url : undefined
}

/** The same prompts first, however many there are. */
export function fill(file: string, prompts: number): readonly string[] {
  const random = createRandom(1)
  const words = inventWords(vocabulary, random)
  fillLibrary(file, { prompts, words, random })
  return words
}

/** Asks over HTTP as a client does that keeps nothing open. */
export function askerOf(url: string, headers: Readonly<Record<string, string>>): Ask {
  return async (method, params) => {
    const [head = '', body = ''] = mcpRequest(url, { method, params, expects: '' }, headers)
      .bytes(1_000_000)
      .split('\r\n\r\n')
    const sent = head
      .split('\r\n')
      .slice(1)
      .filter((line) => !/^(host|connection|content-length):/.test(line))
      .map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string])
    for (;;) {
      const response = await fetch(url, { method: 'POST', headers: sent, body })
      const { result, ...answer } = (await response.json()) as { result?: unknown }
      if (result !== undefined) return result
      // On a busy machine a service turns work away right after its start.
      if (response.status !== overloaded) throw new Error(JSON.stringify(answer))
      await pause(100)
    }
  }
}

/** Stops what was started, the last first, also when something could not be started. */
class Started {
  readonly #ends: (() => unknown)[] = []

  add<Running extends { stop(): unknown }>(running: Running): Running {
    this.#ends.push(() => running.stop())
    return running
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.reverse()) await end()
  }
}

/** Makes the token without which the gateway answers nobody here. */
async function makeToken(webUrl: string): Promise<string> {
  const response = await fetch(`${webUrl}/api/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench', scopes: ['prompts:read'] }),
  })
  const { token } = (await response.json()) as { token?: string }
  if (token === undefined) throw new Error(`No token was made, but ${response.status}.`)
  return token
}

/** Starts a gateway in front of a prompt-web; `settings` go before those of every bench. */
export async function startGateway(
  folder: string,
  webUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const gateway = await startServer({
    args: [program('../../apps/mcp-gateway/dist/main.js')],
    cwd: folder,
    environment: {
      PROMPTBIN_DATA_DIR: folder,
      PROMPTBIN_MCP_PORT: '0',
      PROMPTBIN_MCP_WEB_URL: webUrl,
      PROMPTBIN_LOGGING_LEVEL: 'info',
      PROMPTBIN_AUTH_REQUIRED: 'true',
      // One client sends all requests here: each is counted, and the limit is never reached.
      PROMPTBIN_MCP_RATE_LIMIT: '1000000',
      ...settings,
    },
    urlIn: readyUrl,
  })
  return { ...gateway, url: `${gateway.url}/mcp` }
}

/** A library that is filled and served, with no gateway yet. */
interface ServedLibrary {
  readonly folder: string
  readonly prompts: number
  readonly webUrl: string
  readonly words: readonly string[]
}

async function serveLibrary(
  folder: string,
  prompts: number,
  started: Started,
): Promise<ServedLibrary> {
  const empty = await WebProcess.start(folder)
  await empty.stop()
  const words = fill(join(folder, 'promptbin.db'), prompts)
  const web = started.add(await WebProcess.start(folder))
  return { folder, prompts, webUrl: web.url, words }
}

/**
 * Starts the gateways of both libraries in turn, when both are filled. Filling many prompts takes
 * longer than the half minute after which an idle gateway gives its memory back, which makes its
 * later requests dearer: one that has waited for the other library would not compare with its own.
 */
async function startGateways(libraries: readonly ServedLibrary[], started: Started) {
  const gateways = libraries.map((): ServerProcess[] => [])
  for (let round = 0; round < gatewaysOfLibrary; round++) {
    for (const [index, { folder, webUrl }] of libraries.entries()) {
      gateways[index]?.push(started.add(await startGateway(folder, webUrl)))
    }
  }
  return gateways
}

async function libraryOf(
  { prompts, webUrl }: ServedLibrary,
  gateways: readonly ServerProcess[] = [],
): Promise<Library> {
  return { prompts, gateways, headers: { authorization: `Bearer ${await makeToken(webUrl)}` } }
}

async function startAll(
  root: string,
  sizes: readonly [small: number, large: number],
  started: Started,
): Promise<Setting> {
  const folder = () => mkdtempSync(join(root, 'library-'))
  const served = [
    await serveLibrary(folder(), sizes[0], started),
    await serveLibrary(folder(), sizes[1], started),
  ] as const
  const [ofSmall, ofLarge] = await startGateways(served, started)
  const small = await libraryOf(served[0], ofSmall)
  const large = await libraryOf(served[1], ofLarge)
  const { gateways, headers } = large
  const prompts = await readPrompts(askerOf(gateways[0]?.url ?? '', headers))
  const file = join(root, 'prompts.json')
  writeFileSync(file, JSON.stringify(prompts))
  const start = (args: readonly string[]) => startServer({ args, urlIn: isUrl })
  return {
    bare: started.add(await start([program('servers/bare-server.ts')])),
    recipe: started.add(await start([program('servers/plain-recipe.ts'), file])),
    small,
    large,
    prompts,
    words: served[1].words,
  }
}

/** Fills two libraries, starts all servers, and stops them when `use` is done with them. */
export async function withSetting(
  sizes: readonly [small: number, large: number],
  use: (setting: Setting) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'promptbin-bench-'))
  const started = new Started()
  try {
    await use(await startAll(root, sizes, started))
  } finally {
    await started.stop()
    rmSync(root, { recursive: true, force: true })
  }
}
