import type { Config } from '@promptbin/config'
import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'
import { borrowSocket } from '@promptbin/service'
import { createShareApp } from './share-app.ts'
import { ShareListener } from './share-listener.ts'

/** What links are served with. */
export interface ShareListenerParts {
  readonly config: Pick<Config, 'share' | 'mode'>
  readonly store: PromptStore
  readonly logger: Logger
  readonly metrics: Metrics
  /** Whether a supervisor lends the socket. */
  readonly supervised: boolean
  /** Asked for only when the door is opened. */
  readonly health: () => Health
}

/** The door for links as the configuration wants it, still shut; none where sharing is turned off. */
export function createShareListener(parts: ShareListenerParts): ShareListener | undefined {
  const { config, store, logger, metrics, supervised, health } = parts
  const { enabled, host, port, publicUrl, rateLimit } = config.share
  if (!enabled) return undefined
  return new ShareListener({
    createApp: () =>
      createShareApp({ store, logger, metrics, health: health(), requestsPerMinute: rateLimit }),
    logger,
    host,
    port,
    publicUrl,
    socket: borrowSocket('share', supervised),
    takesNextPort: config.mode !== 'production',
  })
}
