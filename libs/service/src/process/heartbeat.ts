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

/** Calls `beat` once a second until the returned function is called. */
export function startHeartbeat(
  { traffic, server }: HeartbeatSource,
  beat: (heartbeat: Heartbeat) => void,
): () => void {
  const lag = followLoopLag()
  const gcPauses = followGcPauses()
  const timer = setInterval(() => {
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
  }, BEAT_MS)
  return () => {
    clearInterval(timer)
    lag.stop()
    gcPauses.stop()
  }
}
