import { request } from 'node:http'
import { createHealth } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'
import { onTestFinished } from 'vitest'
import { createShareApp } from '../../src/sharing/share-app.ts'
import { ShareListener } from '../../src/sharing/share-listener.ts'

/** How a door is made for a test. */
export interface DoorOptions {
  readonly port?: number
  readonly publicUrl?: string
  readonly takesNextPort?: boolean
  readonly retryMs?: number
  readonly requestsPerMinute?: number
}

/** A door for links over a store, shut as yet, with what it logs and measures. */
export function makeDoor(store: PromptStore, options: DoorOptions = {}) {
  const { port = 0, publicUrl = '', takesNextPort = false, requestsPerMinute = 1_000 } = options
  const { retryMs } = options
  const identity = { service: 'prompt-web', version: '0.0.0-test' }
  const log: string[] = []
  const destination = { write: (line: string) => log.push(line) }
  const logger = createLogger({ ...identity, level: 'trace', destination })
  const metrics = createMetrics(identity)
  const health = createHealth({ ...identity, checks: [], intervalMs: 60_000 })
  const listener = new ShareListener({
    createApp: () =>
      createShareApp({ store, logger, metrics, health, requestsPerMinute, maxLoopDelayMs: 0 }),
    logger,
    host: '127.0.0.1',
    port,
    publicUrl,
    takesNextPort,
    ...(retryMs !== undefined && { retryMs }),
  })
  onTestFinished(() => listener.close())
  return { listener, log, metrics }
}

/** An answer with all that somebody at the other end can see of it. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Sends one request over a connection of its own, under any name in `Host`. */
export function ask(
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const outgoing = request(url, { method, headers, agent: false }, async (response) => {
    let body = ''
    for await (const chunk of response) body += chunk
    resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
  })
  outgoing.on('error', reject).end()
  return promise
}

/** How a browser asks for a page. */
export const asBrowser = { accept: 'text/html,application/xhtml+xml' }

/** How a program asks. */
export const asProgram = { accept: 'application/json' }
