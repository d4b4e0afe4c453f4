import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import type { Metrics } from '@promptbin/metrics'
import { traitsOf } from '../mcp/clients/client-traits.ts'
import type { OperationReport } from '../mcp/operation.ts'

/** What the gateway counts beside what every service does. */
export interface GatewayMetrics {
  observeOperation(report: OperationReport): void
}

/** OpenTelemetry's buckets for MCP in seconds, and smaller ones: our answers are that fast. */
const operationSeconds = [
  0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300,
]

const knownVersions = new Set(['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS])

/** A client may claim any version; only those that exist become a label. */
const versionLabel = (version: string) => (knownVersions.has(version) ? version : '_OTHER')

/** Registers the gateway's metrics; the operation follows OpenTelemetry's `mcp.server.operation.duration`. */
export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const operation = metrics.histogram({
    name: 'mcp_server_operation_duration_seconds',
    help: 'Time from an MCP request to its answer.',
    labels: ['mcp_method_name', 'error_type', 'network_transport', 'mcp_protocol_version'],
    buckets: operationSeconds,
  })

  const clientRequests = metrics.counter({
    name: 'promptbin_mcp_client_requests_total',
    help: 'MCP requests by the AI client that sent them, as far as it is known.',
    labels: ['mcp_client'],
  })

  return {
    observeOperation: (report) => {
      const { method, errorType, transport, protocolVersion, durationMs } = report
      clientRequests.inc({ mcp_client: traitsOf(report.client, report.clientVersion).label })
      operation.observe(
        {
          mcp_method_name: method,
          error_type: errorType,
          network_transport: transport,
          mcp_protocol_version: versionLabel(protocolVersion),
        },
        durationMs / 1000,
      )
    },
  }
}
