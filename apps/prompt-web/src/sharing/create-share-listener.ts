import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'
import { borrowSocket, type LiveConfig } from '@promptbin/service'
import type { Tracing } from '@promptbin/tracing'
import { createShareApp } from './share-app.ts'
import { ShareListener } from './share-listener.ts'

/** What links are served with. */
export interface ShareListenerParts {
  readonly config: LiveConfig
  readonly store: PromptStore
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing: Tracing | undefined
  /** Whether a supervisor lends the socket. */
  readonly supervised: boolean
  /** Asked for only when the door is opened. */
  readonly health: () => Health
}

/** The door for links as the configuration wants it, still shut; none where sharing is turned off. */
export function createShareListener(parts: ShareListenerParts): ShareListener | undefined {
  const { config, store, supervised, health, ...service } = parts
  const { auth, operations, share, mode } = config.current
  const { enabled, host, port, publicUrl } = share
  const requestsPerMinute = () => config.current.share.rateLimit
  if (!enabled) return undefined
  return new ShareListener({
    createApp: () =>
      createShareApp({
        ...service,
        store,
        health: health(),
        requestsPerMinute,
        maxLoopDelayMs: operations.maxLoopDelayMs,
        trustedProxies: auth.trustedProxies,
      }),
    logger: service.logger,
    host,
    port,
    publicUrl,
    socket: borrowSocket('share', supervised),
    takesNextPort: mode !== 'production',
  })
}
