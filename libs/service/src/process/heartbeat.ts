import type { Server } from 'node:http'
import type { Heartbeat } from '@promptbin/ipc'
import { followLoopLag } from '@promptbin/metrics'
import type { Traffic } from '../request/traffic.ts'
import { followGcPauses } from './gc-pauses.ts'

const BEAT_MS = 1_000
const PERCENTILE = 99

/** What a heartbeat tells of; a Fastify app is such a source. */
export interface HeartbeatSource {
  readonly traffic: Traffic
  readonly server: Pick<Server, 'listening'>
}

/**
 * Calls `beat` once a second until the returned function is called; in all processes of a machine at the
 * same moment, so that whoever hears them all is woken once and not once for each.
 */
export function startHeartbeat(
  { traffic, server }: HeartbeatSource,
  beat: (heartbeat: Heartbeat) => void,
): () => void {
  const lag = followLoopLag()
  const gcPauses = followGcPauses()
  let timer = setTimeout(tell, untilNextBeatMs())
  function tell() {
    timer = setTimeout(tell, untilNextBeatMs())
    const loopLagMs = lag.histogram.percentile(PERCENTILE) / 1e6
    lag.histogram.reset()
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    beat({
      loopLagMs,
      gcPauseMs: gcPauses.takeMs(),
      rssBytes: rss,
      heapUsedBytes: heapUsed,
      cpuSeconds: (user + system) / 1e6,
      activeRequests: traffic.activeRequests,
      requestsHandled: traffic.requestsHandled,
      averageResponseMs: traffic.averageResponseMs,
      isListening: server.listening,
    })
  }
  return () => {
    clearTimeout(timer)
    lag.stop()
    gcPauses.stop()
  }
}

/** A timer may come a moment early, which is no reason to come twice. */
function untilNextBeatMs(): number {
  const leftMs = BEAT_MS - (Date.now() % BEAT_MS)
  return leftMs < BEAT_MS / 2 ? leftMs + BEAT_MS : leftMs
}
