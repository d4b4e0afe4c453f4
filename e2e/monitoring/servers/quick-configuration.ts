import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { RunningInstance } from '../../product.ts'
import { configs, filesIn } from '../shipped-files.ts'

/** What is asked and judged more often than in production, so that a test does not wait. */
const INTERVAL = '1s'

type Document = Record<string, unknown>

interface RuleFile {
  readonly groups: { interval?: string; rules: { for?: string }[] }[]
}

interface PrometheusFile extends Document {
  readonly scrape_configs: { static_configs: { targets: string[] }[] }[]
  readonly alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] }
}

const read = <Shape>(file: string): Shape => parse(readFileSync(file, 'utf8'))

/** The port of each service as shipped, and where it is in this run. */
function portsOf({ web, mcp, supervisor }: RunningInstance): ReadonlyMap<string, string> {
  const host = (url: string) => new URL(url).host
  return new Map([
    ['127.0.0.1:5000', host(web.url)],
    ['127.0.0.1:5100', host(mcp.url)],
    ['127.0.0.1:5200', host(supervisor.url)],
  ])
}

export interface QuickConfigurationOptions {
  /** One of configs/, such as `prometheus.yml`. */
  readonly file: string
  /** Where the result is written. */
  readonly folder: string
  readonly instance: RunningInstance
  /** Of the Alertmanager that is told, as a URL. */
  readonly alertmanager: string
}

/**
 * A shipped configuration of Prometheus with the ports of this run, and with all rules and no
 * other change than that intervals and the patience of alerts are a second. Gives the file's path.
 */
export function writeQuickPrometheus(options: QuickConfigurationOptions): string {
  const { file, folder, instance, alertmanager } = options
  mkdirSync(join(folder, 'prometheus/rules'), { recursive: true })
  for (const rules of filesIn('prometheus/rules', '.yml')) {
    const { groups } = read<RuleFile>(rules)
    for (const group of groups) {
      group.interval = INTERVAL
      for (const rule of group.rules) if (rule.for !== undefined) rule.for = INTERVAL
    }
    writeFileSync(join(folder, 'prometheus/rules', basename(rules)), stringify({ groups }))
  }
  const config = read<PrometheusFile>(join(configs, file))
  const ports = portsOf(instance)
  for (const { static_configs } of config.scrape_configs) {
    for (const one of static_configs) {
      one.targets = one.targets.map((target) => ports.get(target) ?? target)
    }
  }
  config.alerting.alertmanagers = [{ static_configs: [{ targets: [new URL(alertmanager).host] }] }]
  const global = {
    ...(config['global'] as Document),
    scrape_interval: INTERVAL,
    scrape_timeout: INTERVAL,
    evaluation_interval: INTERVAL,
  }
  const path = join(folder, file)
  writeFileSync(path, stringify({ ...config, global }))
  return path
}

interface AlertmanagerFile extends Document {
  readonly route: Document & { readonly routes: Document[] }
  readonly receivers: { webhook_configs: { url: string }[] }[]
}

/** The shipped configuration of Alertmanager, telling a receiver of the test, without delay. */
export function writeQuickAlertmanager(folder: string, receiver: string): string {
  const config = read<AlertmanagerFile>(join(configs, 'alertmanager.yml'))
  for (const route of [config.route, ...config.route.routes]) {
    Object.assign(route, { group_wait: INTERVAL, group_interval: INTERVAL })
  }
  for (const hook of config.receivers.flatMap(({ webhook_configs }) => webhook_configs)) {
    hook.url = new URL(new URL(hook.url).pathname, receiver).href
  }
  const path = join(folder, 'alertmanager.yml')
  writeFileSync(path, stringify(config))
  return path
}
