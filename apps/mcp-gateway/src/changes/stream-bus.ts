import { InMemoryServerEventBus, type ServerEventBus } from '@modelcontextprotocol/server'
import type { Announcer, Listener } from './announcer.ts'

/**
 * Tells one `subscriptions/listen` stream (MCP 2026-07-28 basic/utilities/subscriptions). Not several:
 * what one client may see, another may not even hear the name of.
 */
export interface StreamBus {
  readonly bus: ServerEventBus
  close(): void
}

export interface StreamBusOptions extends Pick<Listener, 'interests' | 'maySee'> {
  readonly announcer: Pick<Announcer, 'add'>
  readonly onerror: (error: Error) => void
}

/** Makes it; it tells until it is closed. */
export function createStreamBus(options: StreamBusOptions): StreamBus {
  const { announcer, interests, maySee, onerror } = options
  const bus = new InMemoryServerEventBus(onerror)
  const close = announcer.add({
    interests,
    maySee,
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
  return { bus, close }
}
