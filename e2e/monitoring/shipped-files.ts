import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** The folder of what PromptBin ships for its monitoring. */
export const configs = fileURLToPath(new URL('../../configs/', import.meta.url))

export const runbooks = fileURLToPath(new URL('../../docs/runbooks/', import.meta.url))

/** How all of it is used. */
export const readDocumentation = (): string =>
  readFileSync(new URL('../../docs/monitoring.md', import.meta.url), 'utf8')

/** A rule of Prometheus: one that alerts, or one that records. */
export interface Rule {
  readonly alert?: string
  readonly record?: string
  readonly expr: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

export interface Alert extends Rule {
  readonly alert: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** One history in configs/prometheus/tests, and what an alert says to it. */
export interface RuleTest {
  readonly name: string
  readonly alert_rule_test: readonly {
    readonly alertname: string
    readonly exp_alerts: readonly object[]
  }[]
}

/** The files of one folder of configs/, with their folder, as a program takes them. */
export function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(configs, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(configs, folder, name))
}

function readYaml<Document>(file: string): Document {
  return parse(readFileSync(file, 'utf8'))
}

/** All rules, in the order in which they are written. */
export function readRules(): readonly Rule[] {
  return filesIn('prometheus/rules', '.yml').flatMap((file) =>
    readYaml<{ groups: { rules: Rule[] }[] }>(file).groups.flatMap(({ rules }) => rules),
  )
}

export const readAlerts = (): readonly Alert[] =>
  readRules().filter((rule): rule is Alert => rule.alert !== undefined)

export const readRuleTests = (): readonly RuleTest[] =>
  filesIn('prometheus/tests', '.yml').flatMap((file) => readYaml<{ tests: RuleTest[] }>(file).tests)

/** A page of docs/runbooks. */
export interface Runbook {
  /** Without its ending. */
  readonly name: string
  readonly text: string
}

export const readRunbooks = (): readonly Runbook[] =>
  readdirSync(runbooks).map((file) => ({
    name: basename(file, '.md'),
    text: readFileSync(join(runbooks, file), 'utf8'),
  }))

/** A panel of a dashboard as Grafana's JSON has it; a row is one too. */
export interface GrafanaPanel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly gridPos: {
    readonly h: number
    readonly w: number
    readonly x: number
    readonly y: number
  }
  readonly datasource?: { readonly type: string; readonly uid: string }
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } }
  readonly targets?: readonly {
    readonly expr: string
    readonly legendFormat: string
    readonly datasource: { readonly type: string; readonly uid: string }
  }[]
  readonly links?: readonly { readonly url: string }[]
}

export interface GrafanaDashboard {
  readonly uid: string
  readonly title: string
  readonly editable: boolean
  readonly schemaVersion: number
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string }[]
  }
  readonly panels: readonly GrafanaPanel[]
}

export const readDashboards = (): readonly GrafanaDashboard[] =>
  filesIn('grafana/dashboards', '.json').map((file) => JSON.parse(readFileSync(file, 'utf8')))

/** What the panels ask Prometheus, with the variables as Grafana would fill them in. */
export const readPanelQueries = (): readonly string[] =>
  readDashboards().flatMap(({ panels }) =>
    panels.flatMap(({ targets = [] }) =>
      targets.map(({ expr }) =>
        expr.replaceAll('$instance', '.*').replaceAll('$__rate_interval', '1m'),
      ),
    ),
  )
