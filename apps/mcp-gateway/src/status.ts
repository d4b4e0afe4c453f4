import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import type { Announcer } from './changes/announcer.ts'
import type { FastPath } from './fast/fast-path.ts'
import type { Places } from './http/connections/places.ts'
import type { Hosting } from './http/serving.ts'
import type { Sessions } from './http/sessions/sessions.ts'
import type { Profile } from './mcp/profiles/profile.ts'
import type { Activity } from './observation/activity.ts'

/** The protocol versions that are served when none is refused, newest first. */
export const servedVersions: readonly string[] = ['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS]

export interface StatusOptions {
  readonly library: Pick<PromptClient, 'describe'>
  readonly profiles: readonly Profile[]
  readonly hosting: Hosting
  readonly activity: Activity
  readonly announcer: Announcer
  readonly places: Places
  readonly sessions: Sessions
  readonly fastPath?: FastPath
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** Makes what `/mcp-status` answers: how the gateway is used, with nothing that is a secret. */
export function createStatus(options: StatusOptions): () => object {
  const { library, profiles, hosting, activity, announcer, places, sessions, fastPath } = options
  const { now = Date.now } = options
  const startedMs = now()
  const versions = hosting.legacy === 'reject' ? servedVersions.slice(0, 1) : servedVersions

  return () => {
    const { breakers, cache, feed } = library.describe()
    return {
      uptimeSeconds: Math.round((now() - startedMs) / 1000),
      protocolVersions: versions,
      legacyHosting: hosting.legacy,
      transports: { http: true, stdio: true, sse: hosting.sse },
      profiles: profiles.map(({ name }) => name),
      requests: { byEra: activity.requests, byVersion: activity.versions },
      connections: { limit: places.limit, open: places.taken, refused: places.refused },
      sessions: {
        open: sessions.open,
        idle: sessions.idle,
        limit: places.limit,
        ended: sessions.ended,
      },
      streams: { listen: places.count('stream'), sse: places.count('sse') },
      stdioConnections: places.count('pipe'),
      clients: activity.clients(),
      breakers,
      cache,
      feed: { ...feed, announcements: announcer.announcements },
      fastPath: { on: fastPath !== undefined, ...fastPath?.describe() },
    }
  }
}
