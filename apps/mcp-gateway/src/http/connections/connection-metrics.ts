import type { Metrics } from '@promptbin/metrics'
import type { SessionEnd, Sessions } from '../sessions/sessions.ts'
import type { PlaceKind, Places } from './places.ts'

/** Why something was not served, or no longer. */
export type Refusal = 'full' | 'share' | 'slow_reader'

/** What is counted of the connections that stay. */
export interface ConnectionMetrics {
  countRefusal(reason: Refusal): void
  countSessionEnd(why: SessionEnd): void
  /** Measures them from now on. */
  follow(places: Places, sessions: Sessions): void
}

const kinds: readonly PlaceKind[] = ['session', 'stream', 'pipe', 'sse']
const refusals: readonly Refusal[] = ['full', 'share', 'slow_reader']
const ends: readonly SessionEnd[] = ['deleted', 'expired', 'evicted', 'revoked']

/** Registers the metrics of connections. */
export function createConnectionMetrics(metrics: Metrics): ConnectionMetrics {
  const refused = metrics.counter({
    name: 'promptbin_mcp_connections_refused_total',
    help: 'Connections that were refused or ended to protect the rest, by reason.',
    labels: ['reason'],
  })
  const ended = metrics.counter({
    name: 'promptbin_mcp_sessions_ended_total',
    help: 'Sessions that are over, by why.',
    labels: ['reason'],
  })
  for (const reason of refusals) refused.inc({ reason }, 0)
  for (const reason of ends) ended.inc({ reason }, 0)

  return {
    countRefusal: (reason) => refused.inc({ reason }),
    countSessionEnd: (reason) => ended.inc({ reason }),
    follow(places, sessions) {
      metrics.gauge({
        name: 'promptbin_mcp_connections',
        help: 'Sessions, streams and stdio connections that are open.',
        labels: ['kind'],
        read: (gauge) => {
          for (const kind of kinds) gauge.set({ kind }, places.count(kind))
        },
      })
      metrics.gauge({
        name: 'promptbin_mcp_active_streams',
        help: 'Streams over which clients hear of changes.',
        read: (gauge) => gauge.set(places.count('stream') + places.count('sse')),
      })
      metrics
        .gauge({
          name: 'promptbin_mcp_connections_limit',
          help: 'How many may be open at once.',
        })
        .set(places.limit)
      metrics.gauge({
        name: 'promptbin_mcp_sessions_idle',
        help: 'Open sessions without a request under way or an open stream.',
        read: (gauge) => {
          gauge.set(sessions.idle)
        },
      })
    },
  }
}
