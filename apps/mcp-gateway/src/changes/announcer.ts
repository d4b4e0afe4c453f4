import { InMemoryServerEventBus, type ServerEventBus } from '@modelcontextprotocol/server'
import type { Interests } from './interests.ts'

/** One change of the library, as the feed of prompt-web tells it; `reset` is: anything may have. */
export interface Change {
  readonly type: string
  readonly generation: number
  readonly id?: string
  readonly name?: string
}

/** Whoever tells of changes. */
export interface ChangeSource {
  subscribe(listener: (change: Change) => void): () => void
}

/** Somebody who is told of changes by a connection of his own. */
export interface Listener {
  readonly interests: Interests
  /** The lists have changed, and so have the resources under `uris`. */
  announce(uris: readonly string[]): void
}

export interface Announcer {
  /** Feeds the `subscriptions/listen` streams over HTTP (MCP 2026-07-28 basic/utilities/subscriptions). */
  readonly bus: ServerEventBus
  /** Makes `bus` tell of these resources too, until the returned function is called. */
  watch(interests: Interests): () => void
  /** Tells this listener, until the returned function is called. */
  add(listener: Listener): () => void
  /** How many announcements were made since the start. */
  readonly announcements: number
  close(): void
}

export interface AnnouncerOptions {
  readonly changes: ChangeSource
  /** How long changes are collected after an announcement; 25 by default. */
  readonly pauseMs?: number
  /** What a listener threw: one that fails must not silence the others. */
  readonly onerror?: (error: unknown) => void
}

/** Long enough that an import is told of in some dozens of messages, and not felt by a person. */
const defaultPauseMs = 25

/** Links to a prompt, and who may ask, are not part of what MCP shows. */
const unseen = new Set(['shared', 'unshared', 'token-created', 'token-revoked'])

/** As many changes are told apart; beyond that all of the library counts as changed. */
const maxCollected = 1_000

/**
 * Tells connected clients what changes: the first change at once, then what comes within a pause
 * together. Every worker follows the feed by itself, so nothing has to go between them.
 */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { pauseMs = defaultPauseMs, onerror = () => {} } = options
  const bus = new InMemoryServerEventBus(onerror)
  const watched = new Set<Interests>()
  const listeners = new Set<Listener>()
  let collected: Change[] = []
  let timer: NodeJS.Timeout | undefined
  let announcements = 0

  function tellStreams(changes: readonly Change[]): void {
    bus.publish({ kind: 'prompts_list_changed' })
    bus.publish({ kind: 'resources_list_changed' })
    const uris = new Set([...watched].flatMap((interests) => interests.concernedBy(changes)))
    for (const uri of uris) bus.publish({ kind: 'resource_updated', uri })
  }

  function announce(changes: readonly Change[]): void {
    announcements += 1
    tellStreams(changes)
    for (const { interests, announce: tell } of listeners) {
      try {
        tell(interests.concernedBy(changes))
      } catch (error) {
        onerror(error)
      }
    }
    timer = setTimeout(flush, pauseMs)
    timer.unref()
  }

  function flush(): void {
    timer = undefined
    if (collected.length === 0) return
    const changes = collected
    collected = []
    announce(changes)
  }

  function take(change: Change): void {
    if (unseen.has(change.type)) return
    if (!timer) announce([change])
    else if (collected.length < maxCollected) collected.push(change)
    else collected = [{ type: 'reset', generation: change.generation }]
  }

  const unsubscribe = options.changes.subscribe(take)
  return {
    bus,
    get announcements() {
      return announcements
    },
    watch(interests) {
      watched.add(interests)
      return () => void watched.delete(interests)
    },
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      unsubscribe()
      clearTimeout(timer)
    },
  }
}
