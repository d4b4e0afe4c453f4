import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../test-app.ts'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

type Child = ChildProcessByStdio<null, Readable, Readable>

/** What the test's own shell says about PromptBin must not reach the process. */
function environmentOf(settings: Record<string, string>): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PROMPTBIN_'))
  return {
    ...Object.fromEntries(inherited),
    PROMPTBIN_WEB_PORT: '0',
    PROMPTBIN_SHARE_PORT: '0',
    // On a busy machine the loop is late without anybody to be turned away.
    PROMPTBIN_OPERATIONS_MAX_LOOP_DELAY: '0',
    ...settings,
  }
}

function spawnService(settings: Record<string, string>): Child {
  const child = spawn(process.execPath, [main], {
    cwd: temporaryFolder(),
    env: environmentOf(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A prompt-web of its own, as people run it. */
export interface ServiceProcess {
  readonly url: string
  readonly ended: Promise<Ending>
  kill(signal: NodeJS.Signals): void
}

/** Starts a service and waits until it answers. */
export async function startService(settings: Record<string, string>): Promise<ServiceProcess> {
  const child = spawnService(settings)
  const complaints = text(child.stderr)
  const ended = once(child, 'exit').then(([code, signal]): Ending => ({ code, signal }))
  const lines = createInterface({ input: child.stdout })
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const entry = JSON.parse(line)
      if (entry.event === 'service.ready') resolve(entry.url)
    })
    void complaints.then((complaint) => reject(new Error(complaint)))
  })
  return { url, ended, kill: (signal) => child.kill(signal) }
}

/** Sends a request as a good client does: while the service is too busy, again when it asks to. */
export async function fetchPatiently(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const retryAfter = response.headers.get('retry-after')
  if (response.status !== 503 || retryAfter === null) return response
  await setTimeout(Number(retryAfter) * 1_000)
  return fetchPatiently(url, init)
}

/** Runs a service that cannot start, to its end. */
export async function runToEnd(
  settings: Record<string, string>,
): Promise<Ending & { readonly stderr: string }> {
  const child = spawnService(settings)
  child.stdout.resume()
  const [stderr, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code, signal, stderr }
}
