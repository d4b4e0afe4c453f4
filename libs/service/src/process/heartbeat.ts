import type { Server } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Heartbeat } from '@promptbin/ipc'
import type { Traffic } from '../request/traffic.ts'
import { followGcPauses } from './gc-pauses.ts'

const BEAT_MS = 1_000
const RESOLUTION_MS = 10
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
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const gcPauses = followGcPauses()
  delay.enable()
  const timer = setInterval(() => {
    // The histogram measures the whole distance between two ticks of its own timer.
    const loopLagMs = Math.max(0, delay.percentile(PERCENTILE) / 1e6 - RESOLUTION_MS)
    delay.reset()
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
    delay.disable()
    gcPauses.stop()
  }
}
