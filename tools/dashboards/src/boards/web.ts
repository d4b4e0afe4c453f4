import type { Dashboard } from '../dashboard.ts'
import { processUse } from './process-use.ts'
import { requestQuantile, requestRate } from './request-queries.ts'

const at = 'instance=~"$instance"'
const ours = `${at}, service="prompt-web"`
const window = '[$__rate_interval]'

/** The pages, the API and the store behind them. */
export const web: Dashboard = {
  uid: 'promptbin-web',
  title: 'PromptBin web',
  description: 'The pages, the API and the store behind them.',
  rows: [
    {
      title: 'Requests: rate, errors, duration',
      panels: [
        {
          title: 'Requests by route',
          description: 'The ten with the most.',
          unit: 'reqps',
          queries: [
            { expr: `topk(10, ${requestRate('prompt-web', 'route')})`, legend: '{{route}}' },
          ],
        },
        {
          title: 'Requests by status',
          description:
            '4xx is a fault of the request, 5xx one of PromptBin; aborted: the client left.',
          unit: 'reqps',
          queries: [
            { expr: requestRate('prompt-web', 'status_class'), legend: '{{status_class}}' },
          ],
          runbook: 'error-budget-burns-fast',
        },
        {
          title: 'Duration by route, 99th percentile',
          description: 'The ten slowest.',
          unit: 's',
          queries: [
            {
              expr: `topk(10, ${requestQuantile(0.99, 'prompt-web', 'route')})`,
              legend: '{{route}}',
            },
          ],
          runbook: 'latency-budget-burns-fast',
        },
      ],
    },
    {
      title: 'The store',
      panels: [
        {
          title: 'Queries by operation',
          description: 'The ten with the most.',
          unit: 'ops',
          queries: [
            {
              expr: `topk(10, sum by (operation) (rate(promptbin_db_query_duration_seconds_count{${at}}${window})))`,
              legend: '{{operation}}',
            },
          ],
        },
        {
          title: 'Duration of queries, 99th percentile',
          description: 'In their thread, without the wait for it.',
          unit: 's',
          queries: [
            {
              expr: `topk(10, histogram_quantile(0.99, sum by (le, operation) (rate(promptbin_db_query_duration_seconds_bucket{${at}}${window}))))`,
              legend: '{{operation}}',
            },
          ],
          runbook: 'slow-queries',
        },
        {
          title: 'Wait in the queue, 99th percentile',
          description: 'Before a thread takes the query.',
          unit: 's',
          queries: [
            {
              expr: `topk(10, histogram_quantile(0.99, sum by (le, operation) (rate(promptbin_db_queue_wait_seconds_bucket{${at}}${window}))))`,
              legend: '{{operation}}',
            },
          ],
          runbook: 'requests-shed',
        },
        {
          title: 'Queries that wait',
          description: 'Of readers and of the writer.',
          unit: 'short',
          queries: [{ expr: `promptbin_db_queue_depth{${at}}`, legend: '{{pool}} {{worker}}' }],
          runbook: 'requests-shed',
        },
        {
          title: 'Slow requests and queries',
          description: 'Each has a line in the log.',
          unit: 'ops',
          queries: [
            {
              expr: `sum by (route) (rate(promptbin_slow_requests_total{${ours}}${window}))`,
              legend: 'request {{route}}',
            },
            {
              expr: `sum by (operation) (rate(promptbin_slow_queries_total{${at}}${window}))`,
              legend: 'query {{operation}}',
            },
          ],
          runbook: 'slow-queries',
        },
        {
          title: 'Files of the library',
          description: 'The database and its log of changes.',
          unit: 'bytes',
          queries: [{ expr: `promptbin_db_file_bytes{${at}}`, legend: '{{file}}' }],
        },
      ],
    },
    {
      title: 'Load',
      panels: [
        {
          title: 'Requests under way',
          description: 'That have no answer yet.',
          unit: 'short',
          queries: [{ expr: `promptbin_http_requests_in_flight{${ours}}`, legend: '{{worker}}' }],
        },
        {
          title: 'Turned away',
          description: 'Requests, to protect the rest.',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (reason) (rate(promptbin_shed_requests_total{${ours}}${window}))`,
              legend: '{{reason}}',
            },
          ],
          runbook: 'requests-shed',
        },
        {
          title: 'Collection of garbage',
          description: 'Seconds a second in which nothing else ran.',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (kind) (rate(nodejs_gc_duration_seconds_sum{${ours}}${window}))`,
              legend: '{{kind}}',
            },
          ],
        },
      ],
    },
    processUse('prompt-web'),
  ],
}
