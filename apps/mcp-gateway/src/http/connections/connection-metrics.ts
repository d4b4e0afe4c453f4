import type { Metrics } from '@promptbin/metrics'
import { Counter, Gauge } from 'prom-client'
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
export function createConnectionMetrics({ registry }: Metrics): ConnectionMetrics {
  const registers = [registry]
  const refused = new Counter({
    name: 'promptbin_mcp_connections_refused_total',
    help: 'Connections that were refused or ended to protect the rest, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const ended = new Counter({
    name: 'promptbin_mcp_sessions_ended_total',
    help: 'Sessions that are over, by why.',
    labelNames: ['reason'],
    registers,
  })
  for (const reason of refusals) refused.inc({ reason }, 0)
  for (const reason of ends) ended.inc({ reason }, 0)

  return {
    countRefusal: (reason) => refused.inc({ reason }),
    countSessionEnd: (reason) => ended.inc({ reason }),
    follow(places, sessions) {
      new Gauge({
        name: 'promptbin_mcp_connections',
        help: 'Sessions, streams and stdio connections that are open.',
        labelNames: ['kind'],
        registers,
        collect() {
          for (const kind of kinds) this.set({ kind }, places.count(kind))
        },
      })
      new Gauge({
        name: 'promptbin_mcp_connections_limit',
        help: 'How many may be open at once.',
        registers,
      }).set(places.limit)
      new Gauge({
        name: 'promptbin_mcp_sessions_idle',
        help: 'Open sessions without a request under way or an open stream.',
        registers,
        collect() {
          this.set(sessions.idle)
        },
      })
    },
  }
}
