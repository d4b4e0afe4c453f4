import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientKinds } from '../mcp-clients.ts'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import { commandsIn } from './commands-in-pages.ts'
import { missingFrom } from './promql/missing-labels.ts'
import { exportedNames, metricsNamedIn } from './promql/promql-names.ts'
import type { AlertInbox } from './servers/alert-inbox.ts'
import { type Monitoring, startMonitoring } from './servers/monitoring.ts'
import { runProgram } from './servers/programs.ts'
import { type PrometheusApi, until } from './servers/prometheus-api.ts'
import { readPanelQueries, readRules, readRunbooks } from './shipped-files.ts'

/** The built product, watched by a real Prometheus and a real Alertmanager with what is shipped. */

const data = createDataFolder()
const settings = join(data.path, 'promptbin-config.yaml')

let product: Product
let monitoring: Monitoring
let inbox: AlertInbox
let supervised: PrometheusApi
let alone: PrometheusApi

const expressions = [...readRules().map(({ expr }) => expr), ...readPanelQueries()]

/** Prometheus makes these itself: whether an alert fires, and whether a target answers. */
const ofPrometheus = ['ALERTS', 'up']

beforeAll(async () => {
  writeFileSync(settings, 'monitoring: { health_check_interval: 1s }\n')
  product = await Product.start(data.path, {
    PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '1s',
    // So that there is something slow.
    PROMPTBIN_LOGGING_SLOW_REQUEST: '1ms',
    PROMPTBIN_LOGGING_SLOW_QUERY: '1ms',
  })
  monitoring = await startMonitoring(product.instance)
  ;({ inbox, supervised, alone } = monitoring)
  await useIt()
})

afterAll(async () => {
  await monitoring?.stop()
  await product?.stop()
  data.remove()
})

/** Something of everything that is counted, more than once: a rate needs two scrapes. */
async function useIt(): Promise<void> {
  const rest = new Rest(product.instance.web.url)
  await rest.create({ name: 'greeting', title: 'Greeting', content: 'Hello' })
  const overHttp = clientKinds.filter(({ title }) => title.endsWith('over HTTP'))
  for (const { connect } of overHttp) {
    const client = await connect({ mcpUrl: product.instance.mcp.url, dataFolder: data.path })
    await client.listPrompts()
    await client.promptText('greeting')
    await client.callTool('search_prompts', { query: 'hello' })
    await expect(client.promptText('no-such-prompt')).rejects.toThrow()
    await client.close()
  }
  await rest.get('greeting')
}

const metricsOf = async (url: string) => (await fetch(new URL('/metrics', url))).text()

const addresses = () => {
  const { web, mcp, supervisor } = product.instance
  return { web: web.url, mcp: mcp.url, supervisor: supervisor.url }
}

test.each(['web', 'mcp', 'supervisor'] as const)(
  'promtool finds nothing in what %s exports',
  async (service) => {
    const text = await metricsOf(addresses()[service])
    const { code, output } = await runProgram('promtool', ['check', 'metrics'], { stdin: text })
    expect(output).toBe('')
    expect(code).toBe(0)
  },
)

const allUp = (prometheus: PrometheusApi, count: number) =>
  until(async () => {
    const targets = await prometheus.targets()
    return targets.length === count && targets.every(({ health }) => health === 'up')
  })

test('Prometheus gets the metrics of all three, and each knows what it is', async () => {
  await allUp(supervised, 3)
  expect((await supervised.targets()).map(({ labels, lastError }) => [labels, lastError])).toEqual([
    [{ instance: 'promptbin-1', job: 'promptbin' }, ''],
    [{ instance: 'promptbin-1', job: 'promptbin-gateway' }, ''],
    [{ instance: 'promptbin-1', job: 'promptbin-web' }, ''],
  ])
  const builds = await supervised.query('promptbin_build_info{job="promptbin"}')
  expect(builds.map(({ metric }) => metric['service']).toSorted()).toEqual([
    'mcp-gateway',
    'prompt-web',
    'supervisor',
  ])
})

test('nothing is counted twice', async () => {
  const others =
    '{job=~".+", job!="promptbin", __name__!~"up|scrape_.+|promptbin_build_info|promptbin:.+"}'
  expect(await supervised.series(others)).toEqual([])
})

test.each([
  'promptbin_http_request_duration_seconds_bucket',
  'mcp_server_operation_duration_seconds_bucket',
])('%s leads to the traces of requests', async (metric) => {
  await until(async () => (await supervised.exemplars(metric)).length > 0)
  for (const labels of await supervised.exemplars(metric)) {
    expect(labels).toEqual({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) })
  }
})

test('every rule is evaluated without an error', async () => {
  for (const prometheus of [supervised, alone]) {
    await until(async () => (await prometheus.rules()).every(({ health }) => health !== 'unknown'))
    const rules = await prometheus.rules()
    expect(rules.length).toBe(readRules().length)
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([])
  }
})

test('every panel of the dashboards can be drawn', async () => {
  expect(readPanelQueries().length).toBeGreaterThan(50)
  for (const expr of readPanelQueries()) await supervised.query(expr)
})

test('every metric that a rule or a dashboard names is exported', async () => {
  const exported = exportedNames(await metricsOf(product.instance.supervisor.url))
  const recorded = readRules().flatMap(({ record }) => record ?? [])
  const known = new Set([...exported, ...recorded, ...ofPrometheus])
  const named = new Set(expressions.flatMap(metricsNamedIn).map(({ metric }) => metric))
  expect(named.size).toBeGreaterThan(40)
  expect([...named].filter((metric) => !known.has(metric))).toEqual([])
})

/** Told only when there was one: a backup, a restore for practice, a look at the library, a certificate. */
const afterTheFirst = [
  'promptbin_backup_last_success_timestamp_seconds',
  'promptbin_backup_drill_timestamp_seconds',
  'promptbin_backup_drill_passed',
  'promptbin_library_sound',
  'promptbin_certificate_expiry_timestamp_seconds',
]

test('each of them has figures from the beginning, with the labels and values that are named', async () => {
  const named = new Set(expressions.flatMap(metricsNamedIn).map(({ metric }) => metric))
  for (const name of [...ofPrometheus, ...afterTheFirst]) named.delete(name)
  const withoutFigures = async () => {
    const counts = await Promise.all(
      [...named].map(async (metric) => ({ metric, series: await supervised.series(metric) })),
    )
    return counts.flatMap(({ metric, series }) => (series.length === 0 ? [metric] : []))
  }
  // A rate takes two scrapes, and what is recorded from it an evaluation more.
  await expect.poll(withoutFigures, { timeout: 30_000 }).toEqual([])
  const missing = await Promise.all(expressions.map((expr) => missingFrom(supervised, expr)))
  expect(missing.flat()).toEqual([])
})

test('without a supervisor the rules see the same', async () => {
  await allUp(alone, 2)
  for (const metric of ['promptbin:failures:ratio_rate5m', 'promptbin:slow_reads:ratio_rate5m']) {
    const seen = async (prometheus: PrometheusApi) =>
      (await prometheus.series(metric)).map(({ service, sli }) => `${service} ${sli}`).toSorted()
    const isSame = async () => {
      const [one, other] = await Promise.all([alone, supervised].map(seen))
      return other !== undefined && other.length > 1 && isDeepStrictEqual(one, other)
    }
    await expect.poll(isSame, { timeout: 30_000 }).toBe(true)
  }
})

test('a PromptBin that is well sets nothing off', async () => {
  // The first are about the machine, and here a query is slow after a millisecond.
  const exempt = /^PromptBin(DiskLow|DiskFillsUp|InodesLow|SlowQueries)$/
  await until(async () => {
    const active = await supervised.alerts()
    return active.every(({ labels }) => exempt.test(labels['alertname'] ?? ''))
  })
})

test('the addresses that the runbooks name answer', async () => {
  const named = readRunbooks()
    .flatMap(({ text }) => commandsIn(text))
    .flatMap((line) => /http:\/\/127\.0\.0\.1:\d+[^\s']*/.exec(line)?.[0] ?? [])
  const { web, mcp, supervisor } = addresses()
  const here = new Map([
    ['5000', web],
    ['5100', mcp],
    ['5200', supervisor],
  ])
  expect(named.length).toBeGreaterThan(0)
  for (const url of named) {
    const { port, pathname, search } = new URL(url)
    const { status } = await fetch(new URL(pathname + search, here.get(port)))
    expect(status, url).toBe(200)
  }
})

test('a reload that fails makes a ticket, which is closed when one works', async () => {
  const about = (wanted: string) =>
    inbox.first(
      ({ labels, status }) => labels['alertname'] === 'PromptBinReloadFailed' && status === wanted,
    )
  writeFileSync(settings, 'monitoring: { health_check_interval: never }\n')
  product.process.kill('SIGHUP')
  expect(await about('firing')).toMatchObject({
    receiver: 'ticket',
    labels: { instance: 'promptbin-1', severity: 'ticket' },
    annotations: {
      summary: 'The last reload failed on promptbin-1',
      runbook_url: 'docs/runbooks/reload-failed.md',
    },
  })
  writeFileSync(settings, 'monitoring: { health_check_interval: 1s }\n')
  product.process.kill('SIGHUP')
  await about('resolved')
})

test('a PromptBin that is gone pages somebody', async () => {
  await product.stop()
  const received = await inbox.first(({ labels }) => labels['alertname'] === 'PromptBinTargetDown')
  expect(received).toMatchObject({ receiver: 'page', labels: { instance: 'promptbin-1' } })
  expect(received.labels).not.toHaveProperty('runbooks')
})
