import { type LiveConfig, tooManyConnections } from '@promptbin/service'
import type { Serving } from './http/serving.ts'

/** The settings that act in a running gateway, each as it is at the moment of its use. */
export function liveSettings(config: LiveConfig) {
  const { mcp } = config.current
  config.onChange({
    keys: ['mcp.max_connections'],
    check: ({ mcp: next }) => tooManyConnections('mcp.max_connections', next.maxConnections),
  })
  return {
    slowRequestMs: () => config.current.logging.slowRequestMs,
    requestTimeoutMs: () => config.current.mcp.requestTimeoutMs,
    ratePerSecond: () => config.current.mcp.rateLimit,
    hosting: { ...mcp, maxConnections: () => config.current.mcp.maxConnections },
    processLimits: {
      // The heap of a process is as large as it was at its start.
      memoryBytes: mcp.maxMemoryBytes,
      cpuPercent: () => config.current.monitoring.cpuLimit,
    },
  }
}

/** From now on sessions that are open may be idle for as long as the configuration says then. */
export function followSessionTimeout(
  config: LiveConfig,
  { sessions }: Pick<Serving, 'sessions'>,
): void {
  config.onChange({
    keys: ['mcp.session_timeout'],
    apply: ({ mcp }) => sessions.setTimeout(mcp.sessionTimeoutMs),
  })
}
