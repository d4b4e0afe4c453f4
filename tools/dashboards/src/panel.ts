/** One line, or one kind of lines, of a panel. */
export interface Query {
  /** PromQL. `$instance` is the PromptBin that is shown, `$__rate_interval` the window that fits. */
  readonly expr: string
  /** With `{{label}}` where a label stands. */
  readonly legend: string
}

/** What one panel shows. */
export interface Panel {
  readonly title: string
  /** What it means, in a sentence. */
  readonly description: string
  /** One of Grafana's units: `reqps`, `s`, `percentunit`, `bytes`, `short` … */
  readonly unit: string
  readonly queries: readonly Query[]
  /** A number instead of lines. */
  readonly isNumber?: true
  /** The page of docs/runbooks that tells what to do, without its ending. */
  readonly runbook?: string
  /** From where on it is shown red. */
  readonly alarmFrom?: number
}

/** Where a panel stands, in Grafana's 24 columns. */
export interface Place {
  readonly id: number
  readonly x: number
  readonly y: number
}

/** A third of the width. */
export const PANEL_WIDTH = 8

export const PANEL_HEIGHT = 8

/** Chosen in the dashboard, so that its data may come from any Prometheus. */
const datasource = { type: 'prometheus', uid: '$DS' }

/** A panel as Grafana's JSON has it. */
export function toGrafanaPanel(panel: Panel, { id, x, y }: Place): object {
  const { title, description, unit, queries, isNumber = false, runbook, alarmFrom } = panel
  const steps = [
    { color: 'green', value: null },
    ...(alarmFrom === undefined ? [] : [{ color: 'red', value: alarmFrom }]),
  ]
  return {
    id,
    type: isNumber ? 'stat' : 'timeseries',
    title,
    description,
    gridPos: { h: PANEL_HEIGHT, w: PANEL_WIDTH, x, y },
    datasource,
    fieldConfig: {
      defaults: {
        unit,
        // Nothing failed is no gap.
        noValue: '0',
        ...(!isNumber && { min: 0 }),
        thresholds: { mode: 'absolute', steps },
        ...(!isNumber && {
          custom: {
            fillOpacity: 10,
            showPoints: 'never',
            thresholdsStyle: { mode: alarmFrom === undefined ? 'off' : 'line' },
          },
        }),
      },
      overrides: [],
    },
    options: isNumber
      ? { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, textMode: 'auto' }
      : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index),
      datasource,
      expr,
      legendFormat: legend,
    })),
    ...(runbook && {
      links: [
        { title: `Runbook: ${runbook}`, url: `\${runbooks}/${runbook}.md`, targetBlank: true },
      ],
    }),
  }
}
