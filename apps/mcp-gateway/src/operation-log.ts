import type { Logger } from '@promptbin/logging'
import type { OperationReport } from './mcp/operation.ts'

/** Makes one line of every MCP request: who asked for what and how it went, never with values. */
export function createOperationLog(logger: Logger): (report: OperationReport) => void {
  return ({ method, client, protocolVersion, transport, durationMs, errorType, fault }) => {
    if (fault !== undefined) logger.error({ event: 'mcp.failed', method, err: fault }, 'a defect')
    logger.info(
      {
        event: 'mcp.request',
        method,
        client,
        protocol_version: protocolVersion,
        transport,
        duration_ms: Math.round(durationMs * 10) / 10,
        ...(errorType !== '' && { error_type: errorType }),
      },
      'MCP request',
    )
  }
}
