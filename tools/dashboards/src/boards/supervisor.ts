import type { Dashboard } from '../dashboard.ts'
import { processUse } from './process-use.ts'
import { failedShare, requestQuantile, requestRate } from './request-queries.ts'

const at = 'instance=~"$instance"'
const window = '[$__rate_interval]'

/** The processes and what happens to them, the log, and errors. */
export const supervisor: Dashboard = {
  uid: 'promptbin-supervisor',
  title: 'PromptBin supervisor',
  description: 'The processes and what happens to them, errors, and what becomes of the log.',
  rows: [
    {
      title: 'Its API and console: rate, errors, duration',
      panels: [
        {
          title: 'Requests by route',
          description: 'Of commands, the console and programs.',
          unit: 'reqps',
          queries: [{ expr: requestRate('supervisor', 'route'), legend: '{{route}}' }],
        },
        {
          title: 'Failed share',
          description: 'Of the requests to the supervisor.',
          unit: 'percentunit',
          queries: [{ expr: failedShare('supervisor', 'service'), legend: '{{service}}' }],
        },
        {
          title: 'Duration by route, 99th percentile',
          description: 'A reload or restart takes as long as the new processes need.',
          unit: 's',
          queries: [{ expr: requestQuantile(0.99, 'supervisor', 'route'), legend: '{{route}}' }],
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'Workers and spares by state',
          description: 'Of both services.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (child, state) (promptbin_workers{${at}}) > 0`,
              legend: '{{child}} {{state}}',
            },
          ],
          runbook: 'worker-failed',
        },
        {
          title: 'Restarts by reason',
          description: 'In the last hour.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (child, reason) (increase(promptbin_child_restarts_total{${at}}[1h]))`,
              legend: '{{child}} {{reason}}',
            },
          ],
          runbook: 'restart-loop',
        },
        {
          title: 'What happened',
          description: 'Events of the last hour; promptbin events tells each.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (type) (increase(promptbin_lifecycle_events_total{${at}}[1h]))`,
              legend: '{{type}}',
            },
          ],
        },
        {
          title: 'Age of what a process last told',
          description: 'It grows where a process hangs.',
          unit: 's',
          queries: [
            {
              expr: `promptbin_metrics_snapshot_age_seconds{${at}}`,
              legend: '{{service}} {{worker}}',
            },
          ],
        },
        {
          title: 'Generation of the configuration',
          description: 'It grows with each reload that works; below, 0 is a reload that did not.',
          unit: 'short',
          queries: [
            { expr: `promptbin_config_generation{${at}}`, legend: 'generation' },
            { expr: `promptbin_config_last_reload_successful{${at}}`, legend: 'last one worked' },
          ],
          runbook: 'reload-failed',
        },
        {
          title: 'Round trip as an AI client',
          description:
            'How long the supervisor waited for a right answer, by the era of the protocol.',
          unit: 's',
          queries: [{ expr: `promptbin_probe_duration_seconds{${at}}`, legend: '{{era}}' }],
          runbook: 'probe-failing',
        },
      ],
    },
    {
      title: 'Health, errors and log',
      panels: [
        {
          title: 'Checks that do not pass',
          description: 'promptbin health tells why.',
          unit: 'short',
          queries: [
            {
              expr: `promptbin_health_status{${at}, status=~"warn|fail"} > 0`,
              legend: '{{service}} {{check}}: {{status}}',
            },
          ],
          runbook: 'degraded',
        },
        {
          title: 'Breakers that are open',
          description: '1 while prompt-web, or a receiver of webhooks, is not asked.',
          unit: 'short',
          queries: [
            {
              expr: `promptbin_breaker_state{${at}, service="supervisor", state="open"}`,
              legend: '{{breaker}}',
            },
          ],
          runbook: 'breaker-keeps-opening',
          alarmFrom: 1,
        },
        {
          title: 'Errors by code',
          description: 'promptbin errors has them in groups.',
          unit: 'ops',
          queries: [
            {
              expr: `sum by (code) (rate(promptbin_errors_total{${at}}${window}))`,
              legend: '{{code}}',
            },
          ],
          runbook: 'errors-rising',
        },
        {
          title: 'Groups of alike errors',
          description: 'By what becomes of them.',
          unit: 'short',
          queries: [{ expr: `promptbin_error_groups{${at}}`, legend: '{{state}}' }],
          runbook: 'errors-rising',
        },
        {
          title: 'Lines of the log',
          description: 'By level, of all services.',
          unit: 'ops',
          queries: [
            {
              expr: `sum by (level) (rate(promptbin_log_lines_total{${at}}${window}))`,
              legend: '{{level}}',
            },
          ],
        },
        {
          title: 'Lines that were lost',
          description: 'In the last 15 minutes.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (sink, reason) (increase(promptbin_log_dropped_total{${at}}[15m]))`,
              legend: '{{sink}}: {{reason}}',
            },
          ],
          runbook: 'log-lines-dropped',
        },
        {
          title: 'Log and traces on their way',
          description: 'Lines that a sink has not taken yet, and spans that were lost.',
          unit: 'short',
          queries: [
            { expr: `promptbin_log_queue_bytes{${at}}`, legend: 'bytes for {{sink}}' },
            {
              expr: `sum by (service) (increase(promptbin_traces_dropped_total{${at}}[15m]))`,
              legend: 'spans lost by {{service}}',
            },
          ],
          runbook: 'traces-dropped',
        },
      ],
    },
    processUse('supervisor'),
  ],
}
