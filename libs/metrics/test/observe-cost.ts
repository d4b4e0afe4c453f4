import { Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import {
  HTTP_BUCKETS_SECONDS as buckets,
  createMetrics,
  expose,
  readFamilies,
} from '../src/index.ts'

/** What one observation costs beside the library's own histogram, and what all series of a process do. */

const labelNames = [
  'mcp_method_name',
  'gen_ai_tool_name',
  'error_type',
  'network_transport',
  'mcp_protocol_version',
] as const
const about = { name: 'cost_seconds', help: 'Of this program.', buckets }
const methods = ['prompts/get', 'tools/call', 'prompts/list'] as const
const trace = '0af946c0769a45348cc8e638fbeeb949'

const labelsOf = (index: number) => ({
  mcp_method_name: methods[index % 3] ?? '',
  gen_ai_tool_name: '',
  error_type: '',
  network_transport: 'tcp',
  mcp_protocol_version: '2026-07-28',
})
const secondsOf = (index: number) => 0.0008 * (index % 5)

const text = new Histogram({ ...about, labelNames, registers: [new Registry()] })
const openMetricsRegistry = new Registry<OpenMetricsContentType>()
openMetricsRegistry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
const openMetrics = new Histogram<string>({
  ...about,
  labelNames,
  enableExemplars: true,
  registers: [openMetricsRegistry],
})
const metrics = createMetrics({ service: 'cost', version: '1' })
const ours = metrics.histogram({ ...about, labels: labelNames })

const observers: Readonly<Record<string, (index: number) => void>> = {
  'prom-client, text': (index) => text.observe(labelsOf(index), secondsOf(index)),
  'prom-client, with an exemplar': (index) =>
    openMetrics.observe({
      labels: labelsOf(index),
      value: secondsOf(index),
      exemplarLabels: { trace_id: trace },
    }),
  'ours, with an exemplar, for both formats': (index) =>
    ours.observe(labelsOf(index), secondsOf(index), trace),
}

const times = 500_000
const rounds = 5

function microsecondsOf(observe: (index: number) => void): number {
  const started = performance.now()
  for (let index = 0; index < times; index += 1) observe(index)
  return ((performance.now() - started) / times) * 1000
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

for (const [name, observe] of Object.entries(observers)) {
  const costs = Array.from({ length: rounds }, () => microsecondsOf(observe))
  console.log(`${name}: ${median(costs).toFixed(2)} µs an observation`)
}

for (let index = 0; index < 140; index += 1) {
  metrics.httpRequestDuration.observe(
    { method: 'GET', route: `/${index % 70}`, status_class: index < 70 ? '2xx' : '4xx' },
    0.002,
    trace,
  )
}
const counters = metrics.counter({ name: 'cost_total', help: 'Many.', labels: ['kind'] })
for (let index = 0; index < 1_000; index += 1) counters.inc({ kind: String(index) })

const families = await metrics.families()
const { body } = expose(families)
const message = JSON.stringify(await metrics.families('supervisor'))
const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length

async function millisecondsOf(work: () => unknown): Promise<number> {
  const costs: number[] = []
  for (let round = 0; round < 20; round += 1) {
    const started = performance.now()
    await work()
    costs.push(performance.now() - started)
  }
  return median(costs)
}

const tasks: Readonly<Record<string, () => unknown>> = {
  'reading all': () => metrics.families(),
  'writing the text format': () => expose(families),
  'taking them in from another process': () => readFamilies(JSON.parse(message)),
}
console.log(`${series} series, ${Math.round(message.length / 1000)} kB between processes`)
for (const [name, work] of Object.entries(tasks)) {
  console.log(`${name}: ${(await millisecondsOf(work)).toFixed(2)} ms`)
}
