import type { Dashboard } from '../dashboard.ts'
import { processUse } from './process-use.ts'
import { operationQuantile, operationRate, requestQuantile } from './request-queries.ts'

const at = 'instance=~"$instance"'
const ours = `${at}, service="mcp-gateway"`
const window = '[$__rate_interval]'

/** What AI clients ask, and what the gateway asks of prompt-web. */
export const gateway: Dashboard = {
  uid: 'promptbin-gateway',
  title: 'PromptBin gateway',
  description: 'What AI clients ask over MCP, and what the gateway asks of prompt-web.',
  rows: [
    {
      title: 'MCP operations: rate, errors, duration',
      panels: [
        {
          title: 'Operations by method',
          description: 'Over HTTP and stdio.',
          unit: 'reqps',
          queries: [{ expr: operationRate('mcp_method_name'), legend: '{{mcp_method_name}}' }],
        },
        {
          title: 'Errors by kind',
          description:
            '-32603 is a failure of PromptBin; other codes and tool_error mostly are not.',
          unit: 'reqps',
          queries: [
            {
              expr: operationRate('error_type', `${at}, error_type!=""`),
              legend: '{{error_type}}',
            },
          ],
          runbook: 'error-budget-burns-fast',
        },
        {
          title: 'Duration by method, 99th percentile',
          description: 'Of calls that wait for a person, the waiting is part.',
          unit: 's',
          queries: [
            { expr: operationQuantile(0.99, 'mcp_method_name'), legend: '{{mcp_method_name}}' },
          ],
          runbook: 'latency-budget-burns-fast',
        },
        {
          title: 'Calls by tool',
          description: 'Operations of the method tools/call.',
          unit: 'reqps',
          queries: [
            {
              expr: operationRate('gen_ai_tool_name', `${at}, mcp_method_name="tools/call"`),
              legend: '{{gen_ai_tool_name}}',
            },
          ],
        },
        {
          title: 'Requests by AI client',
          description: 'As far as a client is known.',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (mcp_client) (rate(promptbin_mcp_client_requests_total{${at}}${window}))`,
              legend: '{{mcp_client}}',
            },
          ],
        },
        {
          title: 'Operations by revision and transport',
          description: 'pipe is stdio, tcp is HTTP.',
          unit: 'reqps',
          queries: [
            {
              expr: operationRate('mcp_protocol_version, network_transport'),
              legend: '{{mcp_protocol_version}} {{network_transport}}',
            },
          ],
        },
      ],
    },
    {
      title: 'What the gateway asks of prompt-web',
      panels: [
        {
          title: 'Reads by how they went',
          description: 'copy was not asked, stale-copy could not be asked.',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (outcome) (rate(promptbin_library_reads_total{${at}}${window}))`,
              legend: '{{outcome}}',
            },
          ],
        },
        {
          title: 'Duration of calls, 99th percentile',
          description: 'With their retry.',
          unit: 's',
          queries: [
            {
              expr: `histogram_quantile(0.99, sum by (le, operation) (rate(promptbin_library_call_duration_seconds_bucket{${at}}${window})))`,
              legend: '{{operation}}',
            },
          ],
        },
        {
          title: 'Calls that failed',
          description: 'refused is a fault of the request.',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (operation, outcome) (rate(promptbin_library_call_duration_seconds_count{${at}, outcome!="ok"}${window}))`,
              legend: '{{operation}} {{outcome}}',
            },
          ],
        },
        {
          title: 'Breakers that are not closed',
          description: '1 while calls of this kind are not made, or only one to see.',
          unit: 'short',
          queries: [
            {
              expr: `1 - promptbin_breaker_state{${at}, service="mcp-gateway", state="closed"}`,
              legend: '{{breaker}} {{worker}}',
            },
          ],
          runbook: 'breaker-open',
          alarmFrom: 1,
        },
        {
          title: 'Retries',
          description: 'Second attempts, made or refused by their budget.',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (outcome) (rate(promptbin_library_retries_total{${at}}${window}))`,
              legend: '{{outcome}}',
            },
          ],
        },
        {
          title: 'Follows the changes',
          description: '1 while the gateway hears of every change of the library.',
          unit: 'short',
          queries: [{ expr: `promptbin_library_feed_live{${at}}`, legend: '{{worker}}' }],
          runbook: 'feed-down',
        },
      ],
    },
    {
      title: 'Connections and admission',
      panels: [
        {
          title: 'Connections',
          description: 'Sessions, streams and stdio connections that are open.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (kind) (promptbin_mcp_connections{${at}})`,
              legend: '{{kind}}',
            },
            { expr: `sum(promptbin_mcp_connections_limit{${at}})`, legend: 'limit' },
            { expr: `sum(promptbin_mcp_active_streams{${at}})`, legend: 'active streams' },
          ],
          runbook: 'connections-near-limit',
        },
        {
          title: 'Turned away',
          description: 'Requests and connections, to protect the rest.',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (reason) (rate(promptbin_shed_requests_total{${ours}}${window}))`,
              legend: 'request: {{reason}}',
            },
            {
              expr: `sum by (reason) (rate(promptbin_mcp_connections_refused_total{${at}}${window}))`,
              legend: 'connection: {{reason}}',
            },
          ],
          runbook: 'requests-shed',
        },
        {
          title: 'HTTP requests, 99th percentile',
          description: 'As the transport sees them.',
          unit: 's',
          queries: [{ expr: requestQuantile(0.99, 'mcp-gateway', 'route'), legend: '{{route}}' }],
        },
      ],
    },
    processUse('mcp-gateway'),
  ],
}
