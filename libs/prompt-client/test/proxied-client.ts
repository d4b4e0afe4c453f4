import { PromptBinError } from '@promptbin/errors'
import type { Page, Version } from '@promptbin/prompts'
import { vi } from 'vitest'
import { createPromptClient } from '../src/create-prompt-client.ts'
import type { Kept, PromptClient } from '../src/prompt-client.ts'
import { type FaultProxy, startFaultProxy } from './proxy/fault-proxy.ts'
import type { WebProcess } from './web/web-process.ts'

/** How long a call may take. */
export const timeoutMs = 1_500

const call = { client: 'fault-test' }

/** How a call ended, and how long after its deadline, in ms: below 0 if it was in time. */
export interface Ended {
  readonly value?: unknown
  readonly error?: PromptBinError
  readonly lateMs: number
}

/** A client of a real prompt-web behind a proxy, with one prompt of its own that it has seen. */
export interface Proxied {
  readonly proxy: FaultProxy
  readonly client: PromptClient
  readonly name: string
  /** What the client has read of its prompt before anything failed. */
  readonly seen: readonly [Kept<unknown>, Kept<unknown>, Kept<unknown>]
  /** What it tried to write, by title or message, and what of it it was told is there. */
  readonly tried: readonly string[]
  readonly made: readonly string[]
  /** Reads the prompt once more in the same three ways. */
  readSeen(): Promise<readonly Ended[]>
  /** Reads something for the first time. */
  readUnseen(): Promise<Ended>
  /** Creates a prompt, or changes one, in turn. */
  write(): Promise<Ended>
  /** How often prompt-web has each of what was tried. */
  countWritten(): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** Waits for the end of a call. Its deadline is told by a timer of the same loop, however busy that is. */
async function ended(call: Promise<unknown>): Promise<Ended> {
  let dueAt = Number.POSITIVE_INFINITY
  const timer = setTimeout(() => {
    dueAt = performance.now()
  }, timeoutMs)
  const outcome = await call.then(
    (value) => ({ value }),
    (error: PromptBinError) => ({ error }),
  )
  clearTimeout(timer)
  return { ...outcome, lateMs: performance.now() - dueAt }
}

const until = async <Value>(attempt: () => Promise<Value>): Promise<Value> => {
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof PromptBinError)) throw error
    }
  }
}

/** Opens a client through a proxy of its own, and waits until it follows the library. */
export async function openProxied(
  web: WebProcess,
  title: string,
  silenceTimeoutMs = 35_000,
): Promise<Proxied> {
  const proxy = await startFaultProxy(web.url)
  const client = createPromptClient({
    baseUrl: proxy.url,
    timeoutMs,
    attemptTimeoutMs: 600,
    silenceTimeoutMs,
  })
  const { name } = await web.send('POST', '/prompts', { title, content: 'Hello {{who}}' })
  const edited = await web.send('POST', '/prompts', { title: `${title} edited`, content: 'x' })
  const ways = [
    () => client.get(name, {}, call),
    () => client.render(name, { arguments: { who: 'Ada' } }, call),
    () => client.list({ q: name }, call),
  ] as const
  const seen = [await until(ways[0]), await until(ways[1]), await until(ways[2])] as const
  await vi.waitUntil(() => client.changes.revision() !== undefined, { timeout: 10_000 })
  const tried: string[] = []
  const made: string[] = []
  let unseen = 0
  return {
    proxy,
    client,
    name,
    seen,
    tried,
    made,
    readSeen: () => Promise.all(ways.map((read) => ended(read()))),
    readUnseen: () => ended(client.list({ q: name, limit: (unseen++ % 99) + 2 }, call)),
    write: async () => {
      const written = `${title} ${tried.length}`
      const isNew = tried.push(written) % 2 === 1
      const outcome = await ended(
        isNew
          ? client.create({ title: written, content: 'x' }, call)
          : client.update(edited.name, { content: written, message: written }, call),
      )
      if (outcome.error === undefined) made.push(written)
      return outcome
    },
    countWritten: async () => {
      const { items } = await web.send<Page<Version>>('GET', `/prompts/${edited.name}/versions`)
      const counted = tried.map(async (written, index) => {
        const isNew = index % 2 === 0
        const edits = items.filter(({ message }) => message === written).length
        return [written, isNew ? await web.countTitled(written) : edits] as const
      })
      return new Map(await Promise.all(counted))
    },
    close: async () => {
      await client.close()
      await proxy.close()
    },
  }
}
