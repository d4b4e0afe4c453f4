import { type LiveConfig, tooManyConnections } from '@promptbin/service'
import type { GatewayParts } from './gateway-parts.ts'

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
    maxLoopDelayMs: config.current.operations.maxLoopDelayMs,
    processLimits: {
      // The heap of a process is as large as it was at its start.
      memoryBytes: mcp.maxMemoryBytes,
      cpuPercent: () => config.current.monitoring.cpuLimit,
    },
  }
}

/** What holds on to a value goes by that of the configuration from then on. */
export function followSettings(
  config: LiveConfig,
  { serving, administration }: Pick<GatewayParts, 'serving' | 'administration'>,
): void {
  config.onChange(
    {
      keys: ['mcp.session_timeout'],
      apply: ({ mcp }) => serving.sessions.setTimeout(mcp.sessionTimeoutMs),
    },
    {
      keys: ['mcp.admin_tools'],
      apply: ({ mcp }) => administration?.setOpenToLocal(mcp.adminTools),
    },
  )
}
