import type { AuthInfo } from '@modelcontextprotocol/server'
import type { Logger } from '@promptbin/logging'
import type { PromptClient } from '@promptbin/prompt-client'
import type { Principal } from '@promptbin/security'
import type { Live } from '@promptbin/service'
import { announced, announcing } from '../changes/announced-server.ts'
import { type Announcer, createAnnouncer } from '../changes/announcer.ts'
import { type AudienceOf, createAudienceOf } from '../changes/audience.ts'
import type { Administration } from '../mcp/admin/administration.ts'
import { type Profile, wholeLibrary } from '../mcp/profiles/profile.ts'
import type { ServerFactories } from '../mcp/server.ts'
import type { ServeLinesOptions } from '../stdio/serve-lines.ts'
import type { ConnectionMetrics } from './connections/connection-metrics.ts'
import { endWithToken } from './connections/end-with-token.ts'
import { createPlaces, type Places } from './connections/places.ts'
import { createEndpoint, type Endpoint, type LegacyHosting } from './endpoint.ts'
import { Sessions } from './sessions/sessions.ts'

/** How clients may connect: the settings of `mcp` that are about it. */
export interface Hosting {
  readonly legacy: LegacyHosting
  readonly maxConnections: Live<number>
  readonly sessionTimeoutMs: number
  /** Whether the transport of 2024-11-05 is served too. */
  readonly sse: boolean
  /** Of the comments that keep a stream from being cut by what stands between; 15 s by default. */
  readonly keepAliveMs?: number
}

export interface ServingOptions {
  readonly serverFactoryFor: ServerFactories['serverFactoryFor']
  readonly library: PromptClient
  /** Those with a name, each at an address of its own. */
  readonly profiles: readonly Profile[]
  readonly hosting: Hosting
  readonly connectionMetrics: ConnectionMetrics
  /** Tells when tools come or go. */
  readonly administration?: Pick<Administration, 'onChange'> | undefined
  readonly logger: Logger
}

/** What all ways in share: one count of connections, one ear for changes. */
export interface Serving {
  readonly announcer: Announcer
  readonly places: Places
  readonly sessions: Sessions
  /** By the name of the profile; null is the whole library. */
  readonly endpoints: ReadonlyMap<string | null, Endpoint>
  /** What serves one profile over a connection of lines; undefined if there is no such profile. */
  overLines(
    profile: string | null,
    authInfo: AuthInfo | undefined,
  ): Pick<ServeLinesOptions, 'factory' | 'audience'> | undefined
  /** A stream was ended because its client had stopped reading. */
  onSlowReader(): void
  /** Whom changes of what a profile serves are told to. */
  audienceOf(profile: Profile): AudienceOf
  close(): Promise<void>
}

/** Makes what the routes stand on. */
export function createServing(options: ServingOptions): Serving {
  const { serverFactoryFor, library, hosting, connectionMetrics, logger } = options
  const { legacy, maxConnections, sessionTimeoutMs: timeoutMs, keepAliveMs } = hosting
  const keepAlive = keepAliveMs === undefined ? {} : { keepAliveMs }
  const profiles = new Map([wholeLibrary, ...options.profiles].map((one) => [one.name, one]))
  const announcer = createAnnouncer({
    changes: library.changes,
    onerror: (err) => logger.error({ event: 'mcp.announce_failed', err }, 'a change was not told'),
  })
  const places = createPlaces({
    limit: maxConnections,
    onRefused: connectionMetrics.countRefusal,
  })
  const sessions = new Sessions({
    ...keepAlive,
    places,
    timeoutMs,
    onEnded: connectionMetrics.countSessionEnd,
  })
  connectionMetrics.follow(places, sessions)
  const stopWatching = endWithToken({ places, sessions, changes: library.changes })

  const stopHearing = options.administration?.onChange(() => announcer.toolsChanged())

  const audienceOf = (profile: Profile) => createAudienceOf(library, profile)

  function endpointOf(profile: Profile): Endpoint {
    const plain = serverFactoryFor('tcp', profile)
    const audience = audienceOf(profile)
    return createEndpoint({
      ...keepAlive,
      profile: profile.name,
      plain,
      announcing: announcing(plain),
      announced: announced(plain, { announcer, audienceOf: audience }),
      legacy,
      announcer,
      places,
      sessions,
      audienceOf: audience,
      onerror: (error) => logger.debug({ event: 'mcp.refused', reason: error.message }, 'refused'),
    })
  }

  return {
    announcer,
    places,
    sessions,
    endpoints: new Map([...profiles].map(([name, profile]) => [name, endpointOf(profile)])),
    overLines(name, authInfo) {
      const profile = profiles.get(name)
      // Set by our own authentication, which also makes its type.
      const principal = authInfo?.extra?.['principal'] as Principal | undefined
      if (!profile) return undefined
      return {
        factory: serverFactoryFor('pipe', profile, principal),
        audience: audienceOf(profile)(authInfo),
      }
    },
    onSlowReader: () => connectionMetrics.countRefusal('slow_reader'),
    audienceOf,
    async close() {
      announcer.close()
      stopWatching()
      stopHearing?.()
      await sessions.close()
    },
  }
}
