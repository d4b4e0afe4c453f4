import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server'

export interface EventStoreOptions {
  /** How many events are kept. */
  readonly maxEvents?: number
  /** How many bytes of JSON they may have together. */
  readonly maxBytes?: number
}

/** What changes within the minutes that a broken stream takes to come back. */
const defaultMaxEvents = 128
const defaultMaxBytes = 256 * 1024

interface StoredEvent {
  readonly id: string
  readonly number: number
  readonly streamId: string
  readonly message: JSONRPCMessage
  readonly bytes: number
}

/** Whether an event only marks a place in its stream. */
const isPriming = (message: object) => Object.keys(message).length === 0

/**
 * What one session was sent last, so that a client whose stream broke gets what it missed (MCP
 * 2025-11-25 basic/transports, resumability). An answer that is larger than all of it may be is
 * not kept: its client asks again.
 */
export function createEventStore(options: EventStoreOptions = {}): Required<EventStore> {
  const { maxEvents = defaultMaxEvents, maxBytes = defaultMaxBytes } = options
  const events: StoredEvent[] = []
  let bytes = 0
  let last = 0

  const numberOf = (id: string) => Number(id.slice(id.lastIndexOf('_') + 1))

  function keep(event: StoredEvent): void {
    if (event.bytes > maxBytes) return
    events.push(event)
    bytes += event.bytes
    while (events.length > maxEvents || bytes > maxBytes) bytes -= events.shift()?.bytes ?? 0
  }

  return {
    async storeEvent(streamId, message) {
      last += 1
      const id = `${streamId}_${last}`
      const size = isPriming(message) ? 0 : JSON.stringify(message).length
      keep({ id, number: last, streamId, message, bytes: size })
      return id
    },
    async getStreamIdForEventId(id) {
      const number = numberOf(id)
      const isOurs = Number.isSafeInteger(number) && number >= 1 && number <= last
      return isOurs ? id.slice(0, id.lastIndexOf('_')) : undefined
    },
    async replayEventsAfter(id, { send }) {
      const streamId = id.slice(0, id.lastIndexOf('_'))
      const after = numberOf(id)
      const missed = events.filter((event) => event.streamId === streamId && event.number > after)
      for (const { id: eventId, message } of missed) {
        if (!isPriming(message)) await send(eventId, message)
      }
      return streamId
    },
  }
}
