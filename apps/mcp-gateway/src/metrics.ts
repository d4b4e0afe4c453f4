import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import type { Metrics } from '@promptbin/metrics'
import type { BreakerState, CallReport } from '@promptbin/prompt-client'
import { Gauge, Histogram } from 'prom-client'
import type { OperationReport } from './mcp/operation.ts'

/** What the gateway counts beside what every service does. */
export interface GatewayMetrics {
  observeOperation(report: OperationReport): void
  observeCall(report: CallReport): void
  setBreaker(state: BreakerState): void
}

/** OpenTelemetry's buckets for MCP in seconds, and smaller ones: our answers are that fast. */
const operationSeconds = [
  0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300,
]

/** From a read in memory to the deadline of a call. */
const callSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const breakerStates: readonly BreakerState[] = ['closed', 'open', 'half-open']

const knownVersions = new Set(['2026-07-28', ...SUPPORTED_PROTOCOL_VERSIONS])

/** A client may claim any version; only those that exist become a label. */
const versionLabel = (version: string) => (knownVersions.has(version) ? version : '_OTHER')

function outcomeOf({ error }: CallReport): string {
  if (!error) return 'ok'
  return error.class === 'user' ? 'refused' : 'failed'
}

/**
 * Registers the gateway's metrics. The operation follows OpenTelemetry's `mcp.server.operation.duration`;
 * the time of the calls to prompt-web stands beside it, so that the gateway's own part shows.
 */
export function createGatewayMetrics({ registry }: Metrics): GatewayMetrics {
  const registers = [registry]
  const operation = new Histogram({
    name: 'mcp_server_operation_duration_seconds',
    help: 'Time from an MCP request to its answer.',
    labelNames: ['mcp_method_name', 'error_type', 'network_transport', 'mcp_protocol_version'],
    buckets: operationSeconds,
    registers,
  })
  const call = new Histogram({
    name: 'promptbin_library_call_duration_seconds',
    help: 'Time of a call to prompt-web with its retry.',
    labelNames: ['operation', 'outcome'],
    buckets: callSeconds,
    registers,
  })
  const breaker = new Gauge({
    name: 'promptbin_breaker_state',
    help: '1 for the state in which the breaker towards prompt-web is, else 0.',
    labelNames: ['kind', 'state'],
    registers,
  })
  const setBreaker = (current: BreakerState) => {
    for (const state of breakerStates)
      breaker.set({ kind: 'reads', state }, Number(state === current))
  }
  setBreaker('closed')

  return {
    setBreaker,
    observeCall: (report) => {
      const { operation: name, durationMs } = report
      call.observe({ operation: name, outcome: outcomeOf(report) }, durationMs / 1000)
    },
    observeOperation: ({ method, errorType, transport, protocolVersion, durationMs }) =>
      operation.observe(
        {
          mcp_method_name: method,
          error_type: errorType,
          network_transport: transport,
          mcp_protocol_version: versionLabel(protocolVersion),
        },
        durationMs / 1000,
      ),
  }
}
