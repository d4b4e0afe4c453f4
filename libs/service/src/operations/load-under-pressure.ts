import perfHooks from 'node:perf_hooks'
import { followLoopLag, LOOP_LAG_RESOLUTION_MS } from '@promptbin/metrics'
import { keepMemoryReadable } from '../process/readable-memory.ts'

/**
 * Loads `@fastify/under-pressure` with a monitor of the event loop that follows our timer. Its own
 * wakes an idle process a hundred times a second, half of all that such a process works, and cannot
 * be told to be less fine.
 */
export async function loadUnderPressure() {
  keepMemoryReadable()
  const { monitorEventLoopDelay } = perfHooks
  // It takes the function once, when it is loaded.
  Object.assign(perfHooks, { monitorEventLoopDelay: monitorCoarsely })
  try {
    return (await import('@fastify/under-pressure')).default
  } finally {
    Object.assign(perfHooks, { monitorEventLoopDelay })
  }
}

/**
 * What the plugin uses of Node's monitor. As with that, the time of the timer is in the mean; of
 * which the plugin takes off 10 ms, so that an idle loop is 90 ms late to it, and one that needs
 * longer than a tick for a round is as late as it is.
 */
function monitorCoarsely() {
  const lag = followLoopLag({ isPatient: true })
  return {
    enable: () => {},
    reset: () => lag.histogram.reset(),
    get mean() {
      const { histogram } = lag
      return (histogram.count === 0 ? 0 : histogram.mean) + LOOP_LAG_RESOLUTION_MS * 1e6
    },
  }
}
