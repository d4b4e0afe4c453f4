import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import type { Metrics } from '@promptbin/metrics'
import type { PerformanceSource } from '@promptbin/service'
import { traitsOf } from '../mcp/clients/client-traits.ts'
import type { OperationReport } from '../mcp/operation.ts'
import { toolNames } from '../mcp/tools/tool-names.ts'

/** What the gateway counts beside what every service does. */
export interface GatewayMetrics {
  observeOperation(report: OperationReport): void
  /** How MCP requests are told of in the performance log. */
  readonly performance: PerformanceSource
}

/**
 * OpenTelemetry's buckets for MCP in seconds, with smaller ones, as our answers are that fast, and
 * with the objective for answers.
 */
const operationSeconds = [
  0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300,
]

const knownVersions = new Set(['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS])

/** A client may claim any version; only those that exist become a label. */
const versionLabel = (version: string) => (knownVersions.has(version) ? version : '_OTHER')

const knownTools: ReadonlySet<string> = new Set(['', ...toolNames])

/** Operations of administrators are many, and each is rare. */
const administration = 'administration'

/** Of all that the labels could be together a client uses few; what comes beyond is counted as one. */
const maxOperationSeries = 70

/**
 * Registers the gateway's metrics; the operation follows OpenTelemetry's `mcp.server.operation.duration`.
 * `isOperation` tells the tools of administrators by their names; there are none unless told.
 */
export function createGatewayMetrics(
  metrics: Metrics,
  isOperation: (tool: string) => boolean = () => false,
): GatewayMetrics {
  const toolLabel = (tool: string) => {
    if (knownTools.has(tool)) return tool
    return isOperation(tool) ? administration : '_OTHER'
  }
  const operation = metrics.histogram({
    name: 'mcp_server_operation_duration_seconds',
    help: 'Time from an MCP request to its answer.',
    labels: [
      'mcp_method_name',
      'gen_ai_tool_name',
      'error_type',
      'network_transport',
      'mcp_protocol_version',
    ],
    buckets: operationSeconds,
    maxSeries: maxOperationSeries,
    kept: ['error_type'],
  })

  const clientRequests = metrics.counter({
    name: 'promptbin_mcp_client_requests_total',
    help: 'MCP requests by the AI client that sent them, as far as it is known.',
    labels: ['mcp_client'],
  })

  return {
    performance: {
      histogram: operation,
      operationOf: ({ mcp_method_name: method, gen_ai_tool_name: tool }) =>
        tool === '' ? method : `${method} ${tool}`,
      isError: ({ error_type }) => error_type !== '',
    },
    observeOperation: (report) => {
      const { method, tool, errorType, transport, protocolVersion, durationMs } = report
      clientRequests.inc({ mcp_client: traitsOf(report.client, report.clientVersion).label })
      operation.observe(
        {
          mcp_method_name: method,
          gen_ai_tool_name: toolLabel(tool),
          error_type: errorType,
          network_transport: transport,
          mcp_protocol_version: versionLabel(protocolVersion),
        },
        durationMs / 1000,
      )
    },
  }
}
