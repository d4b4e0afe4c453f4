import { json } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import { askService } from '../../http/ask-service.ts'
import type { LibraryChange, LinkOpening } from './event-of-change.ts'

/** How prompt-web is asked. */
export interface LibraryAddress {
  readonly webUrl: string
  /** By what this instance shows who it is. */
  readonly headers: Readonly<Record<string, string>>
}

export interface FollowLibraryOptions extends LibraryAddress {
  /** The last generation that is known; null begins at that of now. */
  readonly position: () => number | null
  /** Told of each change, and, with null, of the generation at which it begins. */
  readonly onChange: (change: LibraryChange | null, generation: number) => void
  /** Told why it does not work just now. */
  readonly onTrouble: (error: unknown) => void
  readonly signal: AbortSignal
}

/** Heartbeats come every 15 s. */
const silenceTimeoutMs = 40_000

/** Before the next attempt; a reload of prompt-web ends the stream as well. */
const pauseMs = 10_000

/** A change is far shorter. */
const longestChange = 64 * 1024

/**
 * Follows the changes of the library until the signal, from the last known one on. prompt-web keeps
 * them in its database, in the transaction of the change, so none is missed while nobody follows.
 */
export async function followLibrary(options: FollowLibraryOptions): Promise<void> {
  const { signal, onTrouble } = options
  while (!signal.aborted) {
    try {
      await follow(options)
    } catch (error) {
      if (!signal.aborted) onTrouble(error)
    }
    const waitMs = pauseMs * (0.5 + Math.random() / 2)
    await pause(waitMs, undefined, { signal, ref: false }).catch(() => {})
  }
}

async function follow(options: FollowLibraryOptions): Promise<void> {
  const { webUrl, headers, onChange } = options
  const silence = new AbortController()
  const signal = AbortSignal.any([options.signal, silence.signal])
  const after = options.position() ?? (await beginNow(options, signal))
  const question = { method: 'GET', headers, signal } as const
  const stream = await askService(webUrl, `/api/v1/events?after=${after}`, question)
  const timer = setTimeout(() => silence.abort(), silenceTimeoutMs).unref()
  const parser = createParser({
    maxBufferSize: longestChange,
    onEvent: ({ data }) => {
      const change = JSON.parse(data) as LibraryChange
      onChange(change, change.generation)
    },
  })
  try {
    stream.setEncoding('utf8')
    for await (const text of stream) {
      timer.refresh()
      parser.feed(text)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Settles with the generation of now, of which whoever follows is told as where it begins. */
async function beginNow(options: FollowLibraryOptions, signal: AbortSignal): Promise<number> {
  const { webUrl, headers, onChange } = options
  const question = { method: 'GET', headers, signal } as const
  const { generation } = (await json(await askService(webUrl, '/api/v1/stats', question))) as {
    readonly generation: number
  }
  onChange(null, generation)
  return generation
}

/** Links that were opened after an opening, and the number of the last opening of all. */
export interface LinkOpenings {
  readonly items: readonly LinkOpening[]
  readonly last: number
}

/** Asks prompt-web once which links were opened. */
export async function askOpenings(
  { webUrl, headers }: LibraryAddress,
  after: number,
  signal: AbortSignal,
): Promise<LinkOpenings> {
  const question = { method: 'GET', headers, signal } as const
  const path = `/api/v1/shares/openings?after=${after}`
  return (await json(await askService(webUrl, path, question))) as LinkOpenings
}
