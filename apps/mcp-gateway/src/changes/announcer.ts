import type { Audience } from './audience.ts'
import type { Interests } from './interests.ts'

/** One change of the library, as the feed of prompt-web tells it; `reset` is: anything may have. */
export interface Change {
  readonly type: string
  readonly generation: number
  readonly id?: string
  readonly name?: string
  /** Where the prompt stands with this change, and before it if that was elsewhere; where it is known. */
  readonly folder?: string
  readonly formerFolder?: string
}

/** Whoever tells of changes. */
export interface ChangeSource {
  subscribe(listener: (change: Change) => void): () => void
}

/** Somebody who is told of changes. */
export interface Listener {
  readonly interests: Pick<Interests, 'concernedBy'>
  readonly maySee: Audience['maySee']
  /** The lists of prompts and of resources may be others. */
  listsChanged(): void
  /** The list of tools, and of the resources beside the library, may be another one. */
  toolsChanged(): void
  /** What is under these URIs may be something else. */
  resourcesUpdated(uris: readonly string[]): void
}

export interface Announcer {
  /** Tells this listener, until the returned function is called. */
  add(listener: Listener): () => void
  /** Says that there may be other tools for some; it happens when an administrator changes it. */
  toolsChanged(): void
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
const unseen = new Set(['shared', 'unshared', 'token-created', 'token-rotated', 'token-revoked'])

/** As many changes are told apart; beyond that all of the library counts as changed. */
const maxCollected = 1_000

/**
 * Tells connected clients what changes: the first change at once, then what comes within a pause
 * together. Every worker follows the feed by itself, so nothing has to go between them.
 */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { pauseMs = defaultPauseMs, onerror = () => {} } = options
  const listeners = new Set<Listener>()
  let collected: Change[] = []
  let timer: NodeJS.Timeout | undefined
  let announcements = 0

  async function tell(listener: Listener, all: readonly Change[]): Promise<void> {
    const changes = all.filter(listener.maySee)
    if (changes.length === 0) return
    // Not to wait until it is known which resources are meant.
    listener.listsChanged()
    const uris = await listener.interests.concernedBy(changes)
    if (uris.length > 0 && listeners.has(listener)) listener.resourcesUpdated(uris)
  }

  function announce(changes: readonly Change[]): void {
    announcements += 1
    for (const listener of listeners) tell(listener, changes).catch(onerror)
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
    get announcements() {
      return announcements
    },
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    toolsChanged() {
      announcements += 1
      for (const listener of listeners) listener.toolsChanged()
    },
    close() {
      unsubscribe()
      clearTimeout(timer)
    },
  }
}
