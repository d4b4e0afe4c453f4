import { getHeapStatistics } from 'node:v8'
import { version } from '@promptbin/config'
import { recentEvents } from '@promptbin/logging'
import type { UnderWay } from '../request/requests-under-way.ts'

/** So many requests are told of; those that take longest come first. */
const requestsTold = 10

/**
 * What a process is at, in the form of the log: versions, age, memory, what it works on and what it
 * logged last. It names routes and not addresses, and nothing that a client sent but ids.
 */
export function describeState(underWay: () => readonly UnderWay[] = () => []) {
  const { rss, heapUsed } = process.memoryUsage()
  const requests = underWay()
  return {
    version,
    node: process.version,
    uptime_seconds: Math.round(process.uptime()),
    rss_bytes: rss,
    heap_used_bytes: heapUsed,
    heap_limit_bytes: getHeapStatistics().heap_size_limit,
    requests: requests.length,
    under_way: requests.slice(0, requestsTold),
    last_events: recentEvents(),
  }
}
