import { currentRequest, type Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { type Live, slowRequestCounter, valueNow } from '@promptbin/service'
import { probeClient } from '../mcp/clients/known-clients.ts'
import type { OperationReport } from '../mcp/operation.ts'

export interface OperationLogOptions {
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'counter'>
  /** Of what users ask; what the supervisor's probe asks is logged at `debug`. */
  readonly level: 'info' | 'debug'
  readonly slowRequestMs?: Live<number>
}

/**
 * Makes one line of every MCP request: who asked for what and how it went, never with values. Those
 * that are too many for a line each are counted in metrics, and logged at `debug`, as are those that
 * nobody but the supervisor's probe has asked.
 */
export function createOperationLog(
  options: OperationLogOptions,
): (report: OperationReport) => void {
  const { logger, slowRequestMs = 0 } = options
  const slow = slowRequestCounter(options.metrics)

  /** Over HTTP the line of the HTTP request says so; what listens is to take long. */
  const isSlow = ({ transport, method, durationMs }: Omit<OperationReport, 'principal'>) => {
    const limitMs = valueNow(slowRequestMs)
    const isTooLong = limitMs > 0 && durationMs >= limitMs
    return isTooLong && transport === 'pipe' && method !== 'subscriptions/listen'
  }

  return (report) => {
    const { method, client, fault } = report
    if (fault !== undefined) logger.error({ event: 'mcp.failed', method, err: fault }, 'a defect')
    if (isSlow(report)) {
      slow.inc({ route: method })
      const upstreamMs = rounded(currentRequest()?.spentMs.upstream ?? 0)
      const parts = { slow: true, ...(upstreamMs > 0 && { upstream_ms: upstreamMs }) }
      logger.warn({ ...fieldsOf(report), ...parts }, 'a slow MCP request')
      return
    }
    const level = client === probeClient ? 'debug' : options.level
    if (logger.isLevelEnabled(level)) logger[level](fieldsOf(report), 'MCP request')
  }
}

function fieldsOf({ principal, ...report }: OperationReport): object {
  const { method, client, protocolVersion, transport, durationMs, errorType } = report
  return {
    event: 'mcp.request',
    method,
    client,
    principal: principal.id,
    principal_kind: principal.kind,
    protocol_version: protocolVersion,
    transport,
    duration_ms: rounded(durationMs),
    ...(errorType !== '' && { error_type: errorType }),
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}
