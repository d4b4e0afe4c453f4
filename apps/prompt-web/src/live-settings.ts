import { type LiveConfig, liveThresholds, tooManyConnections } from '@promptbin/service'

/** The settings that act in a running prompt-web, each as it is at the moment of its use. */
export function liveSettings(config: LiveConfig) {
  config.onChange({
    keys: ['web.max_connections'],
    check: ({ web }) => tooManyConnections('web.max_connections', web.maxConnections),
  })
  return {
    thresholds: liveThresholds(config),
    slowQueryMs: () => config.current.logging.slowQueryMs,
    slowRequestMs: () => config.current.logging.slowRequestMs,
    maxConnections: () => config.current.web.maxConnections,
    maxLoopDelayMs: config.current.operations.maxLoopDelayMs,
    processLimits: {
      // The heap of a process is as large as it was at its start.
      memoryBytes: config.current.web.maxMemoryBytes,
      cpuPercent: () => config.current.monitoring.cpuLimit,
    },
  }
}
