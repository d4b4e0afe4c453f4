import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Product } from '@promptbin/e2e/product'
import { type LoadRequest, load } from '../gateway/load.ts'
import { mcpRequest } from '../gateway/requests.ts'
import { workedNanoseconds } from '../process-figures.ts'

/** What is asked again and again. */
export const questions = ['prompts/get', 'GET /api/v1/prompts'] as const

export type Question = (typeof questions)[number]

/** One slice of load on one product. */
export interface Slice {
  readonly perSecond: number
  /** Work of all its processes for one answer, in microseconds. */
  readonly work: number
}

/** The product in one setting, all three services as people run them. */
export interface Variant {
  measure(question: Question, durationMs: number): Promise<Slice>
}

/** The processes of one product. */
export interface StartedVariant extends Variant {
  /** Changes what all its processes log, while they run. */
  setLogLevel(level: string): Promise<void>
  stop(): Promise<void>
}

/** The same processes, with another level of the log whenever they are measured. */
export function withLogLevel(variant: StartedVariant, level: string): Variant {
  return {
    async measure(question, durationMs) {
      await variant.setLogLevel(level)
      return variant.measure(question, durationMs)
    },
  }
}

const connections = 32

/** So long after the last answer its lines are in the log, and its spans in their queue. */
const settleMs = 100

const text = 'Act as a Linux terminal.'
const names = ['one', 'two', 'three', 'four']

/** Starts the product with these settings, on a small library of its own. */
export async function startVariant(settings: Record<string, string>): Promise<StartedVariant> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-bench-'))
  const product = await Product.start(folder, { PROMPTBIN_MCP_RATE_LIMIT: '0', ...settings })
  const { web, mcp } = product.instance
  for (const name of names) {
    await fetch(`${web.url}/api/v1/prompts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, title: name, content: text }),
    })
  }
  const targets: Readonly<Record<Question, { url: string; requests: readonly LoadRequest[] }>> = {
    'prompts/get': {
      url: mcp.url,
      requests: names.map((name) =>
        mcpRequest(mcp.url, {
          method: 'prompts/get',
          params: { name, arguments: {} },
          expects: text,
        }),
      ),
    },
    'GET /api/v1/prompts': { url: web.url, requests: [listRequest(web.url)] },
  }
  const pids = [product.instance.pid, ...product.instance.services.map(({ pid }) => pid)]
  const worked = () => pids.reduce((sum, pid) => sum + workedNanoseconds(pid), 0) / 1_000
  return {
    async measure(question, durationMs) {
      const before = worked()
      const done = await load({ ...targets[question], connections, durationMs })
      await delay(settleMs)
      return {
        perSecond: done.requests / done.seconds,
        work: (worked() - before) / done.requests,
      }
    },
    async setLogLevel(level) {
      const address = new URL('/api/v1/log-level', product.instance.supervisor.url)
      const answer = await fetch(address, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ level }),
      })
      if (!answer.ok) throw new Error(`the log level was not changed: ${await answer.text()}`)
      // The processes hear of it over their channels.
      await delay(settleMs)
    },
    async stop() {
      await product.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listRequest(url: string): LoadRequest {
  const head = ['GET /api/v1/prompts?limit=4 HTTP/1.1', `host: ${new URL(url).host}`, '\r\n']
  return {
    bytes: () => head.join('\r\n'),
    faultIn: ({ body }) => (body.includes('"name":"four"') ? undefined : 'no list'),
  }
}
