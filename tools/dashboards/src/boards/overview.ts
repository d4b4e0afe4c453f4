import type { Dashboard } from '../dashboard.ts'
import { processUse } from './process-use.ts'
import {
  failedShare,
  operationQuantile,
  operationRate,
  requestQuantile,
  requestRate,
} from './request-queries.ts'

const services = 'prompt-web|mcp-gateway'
const at = 'instance=~"$instance"'
const internal = `${at}, error_type="-32603"`

/** Whether all is well, and where to look on. */
export const overview: Dashboard = {
  uid: 'promptbin-overview',
  title: 'PromptBin overview',
  description: 'Whether all is well, and where to look on.',
  rows: [
    {
      title: 'Requests: rate, errors, duration',
      panels: [
        {
          title: 'Requests',
          description: 'What is asked of PromptBin, without probes and scrapes.',
          unit: 'reqps',
          queries: [
            { expr: requestRate(services, 'service'), legend: 'HTTP {{service}}' },
            { expr: operationRate('service'), legend: 'MCP' },
          ],
        },
        {
          title: 'Failed share',
          description: 'What PromptBin could not answer: 5xx, and internal errors over MCP.',
          unit: 'percentunit',
          queries: [
            { expr: failedShare(services, 'service'), legend: 'HTTP {{service}}' },
            {
              expr: `${operationRate('service', internal)} / ${operationRate('service')}`,
              legend: 'MCP',
            },
          ],
          runbook: 'error-budget-burns-fast',
        },
        {
          title: 'Duration, 99th percentile',
          description: 'One in a hundred took longer.',
          unit: 's',
          queries: [
            { expr: requestQuantile(0.99, services, 'service'), legend: 'HTTP {{service}}' },
            { expr: operationQuantile(0.99, 'service'), legend: 'MCP' },
          ],
          runbook: 'latency-budget-burns-fast',
        },
      ],
    },
    {
      title: 'Objectives',
      panels: [
        {
          title: 'Budget of failures, speed of use',
          description: 'At 1 the failures of 30 days are used up in 30 days; a page comes at 14.4.',
          unit: 'short',
          queries: [
            {
              expr: `promptbin:failures:ratio_rate1h{${at}} / 0.001`,
              legend: '{{service}} {{sli}}',
            },
          ],
          runbook: 'error-budget-burns-fast',
          alarmFrom: 14.4,
        },
        {
          title: 'Budget of slow reads, speed of use',
          description:
            'At 1 the slow reads of 30 days are used up in 30 days; a page comes at 14.4.',
          unit: 'short',
          queries: [
            {
              expr: `promptbin:slow_reads:ratio_rate1h{${at}} / 0.01`,
              legend: '{{service}} {{sli}}',
            },
          ],
          runbook: 'latency-budget-burns-fast',
          alarmFrom: 14.4,
        },
        {
          title: 'Alerts',
          description: 'Those that fire now.',
          unit: 'short',
          isNumber: true,
          queries: [
            {
              expr: `sum by (alertname) (ALERTS{${at}, alertname=~"PromptBin.+", alertstate="firing"})`,
              legend: '{{alertname}}',
            },
          ],
          alarmFrom: 1,
        },
      ],
    },
    {
      title: 'Health',
      panels: [
        {
          title: 'Not healthy',
          description: 'Services that are degraded (1) or unhealthy (2).',
          unit: 'short',
          queries: [
            {
              expr: `max by (service) (promptbin_health_overall{${at}, status="degraded"}) + 2 * max by (service) (promptbin_health_overall{${at}, status="unhealthy"})`,
              legend: '{{service}}',
            },
          ],
          runbook: 'unhealthy',
          alarmFrom: 2,
        },
        {
          title: 'Answers to an AI client',
          description:
            '1 where the supervisor got a right answer over MCP, by the era of the protocol.',
          unit: 'short',
          queries: [{ expr: `promptbin_probe_success{${at}}`, legend: '{{era}}' }],
          runbook: 'probe-failing',
        },
        {
          title: 'Restarts after failures',
          description: 'In the last hour.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (child) (increase(promptbin_child_restarts_total{${at}, reason!="asked-for"}[1h]))`,
              legend: '{{child}}',
            },
          ],
          runbook: 'restart-loop',
        },
      ],
    },
    processUse('.+'),
    {
      title: 'Use: the disk of the data folder',
      panels: [
        {
          title: 'Free',
          description:
            'Below 15 % there is an alert; see also the absolute thresholds of PromptBin.',
          unit: 'percentunit',
          queries: [
            {
              expr: `promptbin_disk_free_bytes{${at}} / promptbin_disk_size_bytes{${at}}`,
              legend: 'bytes',
            },
            {
              expr: `promptbin_disk_free_inodes{${at}} / (promptbin_disk_inodes{${at}} > 0)`,
              legend: 'inodes',
            },
          ],
          runbook: 'disk-low',
        },
        {
          title: 'Free in 24 hours',
          description: 'If it goes on as in the last 6 hours.',
          unit: 'bytes',
          queries: [
            {
              expr: `clamp_min(predict_linear(promptbin_disk_free_bytes{${at}}[6h], 24 * 3600), 0)`,
              legend: 'bytes',
            },
          ],
          runbook: 'disk-fills-up',
        },
        {
          title: 'Age of the last backup',
          description: 'After three of its intervals there is an alert.',
          unit: 's',
          queries: [
            {
              expr: `time() - promptbin_backup_last_success_timestamp_seconds{${at}}`,
              legend: 'age',
            },
            { expr: `promptbin_backup_interval_seconds{${at}}`, legend: 'interval' },
          ],
          runbook: 'backup-too-old',
        },
        {
          title: 'Files of the library',
          description: 'The database and its log of changes.',
          unit: 'bytes',
          queries: [{ expr: `promptbin_db_file_bytes{${at}}`, legend: '{{file}}' }],
        },
      ],
    },
  ],
}
