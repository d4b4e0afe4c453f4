import type { Logger } from '@promptbin/logging'
import { probeClient } from '../mcp/clients/known-clients.ts'
import type { OperationReport } from '../mcp/operation.ts'

/**
 * Makes one line of every MCP request: who asked for what and how it went, never with values. Those
 * that are too many for a line each are counted in metrics, and logged at `debug`, as are those that
 * nobody but the supervisor's probe has asked.
 */
export function createOperationLog(
  logger: Logger,
  levelOfUsers: 'info' | 'debug' = 'info',
): (report: OperationReport) => void {
  return ({ principal, ...report }) => {
    const { method, client, protocolVersion, transport, durationMs, errorType, fault } = report
    if (fault !== undefined) logger.error({ event: 'mcp.failed', method, err: fault }, 'a defect')
    const level = client === probeClient ? 'debug' : levelOfUsers
    if (!logger.isLevelEnabled(level)) return
    logger[level](
      {
        event: 'mcp.request',
        method,
        client,
        principal: principal.id,
        principal_kind: principal.kind,
        protocol_version: protocolVersion,
        transport,
        duration_ms: Math.round(durationMs * 10) / 10,
        ...(errorType !== '' && { error_type: errorType }),
      },
      'MCP request',
    )
  }
}
