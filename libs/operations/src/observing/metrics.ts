import { operation } from '../operation.ts'
import {
  anything,
  byName,
  choice,
  decimal,
  input,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'
import { serviceName } from '../schema/shapes.ts'

/** Every line of a chart that is kept. */
export const metricSeries = [
  'requests_per_second',
  'error_ratio',
  'latency_p50',
  'latency_p95',
  'latency_p99',
  'mcp_operations_per_second',
  'mcp_error_ratio',
  'mcp_latency_p50',
  'mcp_latency_p95',
  'mcp_latency_p99',
  'cpu_percent',
  'memory_bytes',
  'loop_lag',
  'disk_free_bytes',
  'active_streams',
  'breakers_open',
  'restarts',
] as const

const step = integer({
  description: 'Seconds between two values; as fits unless told.',
  minimum: 1,
  maximum: 86_400,
})

/** What was measured, over time. */
export const metrics = {
  get_metrics_history: operation({
    name: 'get_metrics_history',
    title: 'Tell what was measured over time',
    description:
      'The key series of the past, all on the same times; null is a gap. The last hour unless told.',
    input: input(
      {},
      {
        series: list(choice(metricSeries), { description: 'Only these; all unless told.' }),
        service: serviceName,
        from: time({ description: 'Where it begins; an hour ago unless told.' }),
        to: time({ description: 'Where it ends; now unless told.' }),
        step,
      },
    ),
    output: output({
      from: time(),
      to: time(),
      step: decimal({ description: 'In seconds.' }),
      times: list(decimal(), { description: 'When each step begins, in ms since 1970.' }),
      series: list(
        output({
          name: choice(metricSeries),
          service: text(),
          unit: text(),
          values: list(orNull(decimal())),
        }),
      ),
    }),
    http: { method: 'GET', path: '/api/v1/metrics/history' },
    command: 'metrics history',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin metrics history --series cpu_percent --service prompt-web'],
    example: {
      input: { series: ['cpu_percent'], service: 'prompt-web', step: 60 },
      output: {
        from: '2026-11-22T09:58:00.000Z',
        to: '2026-11-22T10:00:00.000Z',
        step: 60,
        times: [1_795_341_480_000, 1_795_341_540_000],
        series: [{ name: 'cpu_percent', service: 'prompt-web', unit: '%', values: [0.4, null] }],
      },
    },
  }),
  get_figures: operation({
    name: 'get_figures',
    title: 'Tell what each process used over time',
    description:
      'Processor, memory and loop lag of every process, and of each service with `processId` null; of the last ten minutes unless told.',
    input: input(
      {},
      {
        service: serviceName,
        since: time({ description: 'Where it begins; ten minutes ago unless told.' }),
        step,
      },
    ),
    output: output({ step: decimal(), items: list(byName(anything())) }),
    http: { method: 'GET', path: '/api/v1/figures' },
    command: 'metrics figures',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin metrics figures --service prompt-web --json'],
    example: {
      input: { service: 'prompt-web', step: 60 },
      output: { step: 60, items: [{ service: 'prompt-web', processId: null }] },
    },
  }),
} as const
