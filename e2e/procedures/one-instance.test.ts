import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guardOf } from '../folder-processes.ts'
import { createDataFolder, Product } from '../product.ts'
import { perform } from './perform.ts'
import { openShell, type Shell } from './shell.ts'

/** What goes wrong in the life of one instance, one after the other, and what its owner does about it. */
const data = createDataFolder()
const configuration = join(data.path, 'promptbin-config.yaml')
const environment = {
  PROMPTBIN_MODE: 'production',
  PROMPTBIN_WEB_PORT: '',
  PROMPTBIN_AUTH_REQUIRED: 'true',
  PROMPTBIN_OPERATIONS_MAX_RESTART_ATTEMPTS: '1',
}

let product: Product
let shell: Shell

beforeAll(async () => {
  const start = async () => {
    product = await Product.start(data.path, environment)
  }
  shell = await openShell({ dataFolder: data.path, environment, start })
})

afterAll(async () => {
  await product?.stop()
  await shell?.close()
  data.remove()
})

test('port-taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  writeFileSync(configuration, `# Ours.\nweb:\n  port: ${port}\n`)
  await perform(shell, 'port-taken', {
    symptom: new RegExp(`PB_PORT_TAKEN[\\s\\S]*${port}`),
    proof: /PromptBin is (?!unhealthy)/,
  })
  expect(product.instance.web.url).not.toContain(`:${port}`)
  holder.close()
})

async function overallStatus(): Promise<unknown> {
  const answer = await fetch(`${product.instance.supervisor.url}/health`)
  return ((await answer.json()) as { readonly overall_status?: unknown }).overall_status
}

test('lost-configuration', async () => {
  const before = readFileSync(configuration, 'utf8')
  rmSync(configuration)
  await expect.poll(overallStatus).toBe('degraded')
  await perform(shell, 'lost-configuration', {
    symptom: /promptbin-config\.yaml is gone[\s\S]*1 .* start/,
    proof: /^(?![\s\S]*is gone)[\s\S]*PromptBin is/,
  })
  expect(readFileSync(configuration, 'utf8')).toBe(before)
})

/** How the gateway answers to whoever has a token. */
async function statusWith(token: string): Promise<number> {
  const answer = await fetch(product.instance.mcp.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  })
  await answer.text()
  return answer.status
}

test('lost-token', async () => {
  const made = await shell.run('promptbin token create --name laptop')
  const tokenIn = (text: string) => /pbn_\w+/.exec(text)?.[0] ?? ''
  const lost = tokenIn(made.output)
  expect(await statusWith(lost)).not.toBe(401)
  const printed = await perform(shell, 'lost-token', { symptom: /laptop/, proof: /laptop/ })
  expect(printed).toMatch(/^http:\/\/127.0.0.1.*login/m)
  expect(await statusWith(tokenIn(printed))).not.toBe(401)
  await expect.poll(() => statusWith(lost)).toBe(401)
})

interface Happened {
  readonly type: string
  readonly service: string
  readonly pid: number | null
}

/** Ends the gateway with a crash each time that it starts, until it is given up. */
async function crashUntilGivenUp(): Promise<void> {
  const answer = await fetch(`${product.instance.supervisor.url}/api/v1/events`, {
    headers: { accept: 'text/event-stream' },
  })
  const stream = Readable.fromWeb(answer.body as never)
  process.kill(product.pidOf('mcp-gateway'), 'SIGSEGV')
  for await (const line of createInterface({ input: stream })) {
    if (!line.startsWith('data: ')) continue
    const { type, service, pid }: Happened = JSON.parse(line.slice('data: '.length))
    if (service !== 'mcp-gateway') continue
    if (type === 'paused') break
    if (type === 'started' && pid !== null) process.kill(pid, 'SIGSEGV')
  }
  stream.destroy()
}

test('crash-loop', async () => {
  await crashUntilGivenUp()
  await perform(shell, 'crash-loop', {
    symptom: /SIGSEGV[\s\S]*restarted/,
    proof: /PromptBin is (?!unhealthy)/,
  })
})

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('stale-lock', async () => {
  const { pid } = product.instance
  const left = product.pidOf('prompt-web')
  // The guard is killed with the supervisor, which has no time to replace it: nobody is left to end the rest.
  process.kill(pid, 'SIGSTOP')
  process.kill(guardOf(pid) ?? Number.NaN, 'SIGKILL')
  process.kill(left, 'SIGSTOP')
  await product.stop('SIGKILL')
  await perform(shell, 'stale-lock', {
    symptom: /PB_NOT_RUNNING/,
    proof: /found [1-9]\d* processes of an earlier start[\s\S]*PromptBin is (?!unhealthy)/,
  })
  // Whoever takes up orphans may take a moment to.
  await expect.poll(() => isThere(left)).toBe(false)
})
