import { InMemoryServerEventBus, type ServerEventBus } from '@modelcontextprotocol/server'
import type { Announcer } from './announcer.ts'
import type { Interests } from './interests.ts'

/**
 * Tells the `subscriptions/listen` streams of one address (MCP 2026-07-28
 * basic/utilities/subscriptions). Not of several: what one profile serves, another may not even name.
 */
export interface StreamBus {
  readonly bus: ServerEventBus
  /** Tells of these resources too, until the returned function is called. */
  watch(interests: Interests): () => void
  close(): void
}

/** Makes it, without a stream. */
export function createStreamBus(
  announcer: Pick<Announcer, 'add'>,
  onerror: (error: Error) => void,
): StreamBus {
  const bus = new InMemoryServerEventBus(onerror)
  const watched = new Set<Interests>()
  const close = announcer.add({
    interests: {
      concernedBy: async (changes) => {
        const all = [...watched].map((interests) => interests.concernedBy(changes))
        return [...new Set((await Promise.all(all)).flat())]
      },
    },
    listsChanged: () => {
      bus.publish({ kind: 'prompts_list_changed' })
      bus.publish({ kind: 'resources_list_changed' })
    },
    toolsChanged: () => {
      bus.publish({ kind: 'tools_list_changed' })
      bus.publish({ kind: 'resources_list_changed' })
    },
    resourcesUpdated: (uris) => {
      for (const uri of uris) bus.publish({ kind: 'resource_updated', uri })
    },
  })
  return {
    bus,
    watch(interests) {
      watched.add(interests)
      return () => void watched.delete(interests)
    },
    close,
  }
}
