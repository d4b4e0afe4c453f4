import { PANEL_HEIGHT, PANEL_WIDTH, type Panel, toGrafanaPanel } from './panel.ts'

/** Panels under one heading. */
export interface Row {
  readonly title: string
  readonly panels: readonly Panel[]
}

/** What a dashboard shows, from top to bottom. */
export interface Dashboard {
  /** Never changes, so that links hold. */
  readonly uid: string
  readonly title: string
  readonly description: string
  readonly rows: readonly Row[]
}

const PANELS_IN_A_LINE = 24 / PANEL_WIDTH

const HEADING_HEIGHT = 1

const variables = [
  {
    name: 'DS',
    label: 'Prometheus',
    type: 'datasource',
    query: 'prometheus',
    hide: 0,
    refresh: 1,
  },
  {
    name: 'instance',
    label: 'PromptBin',
    type: 'query',
    datasource: { type: 'prometheus', uid: '$DS' },
    query: { query: 'label_values(promptbin_build_info, instance)', refId: 'instance' },
    definition: 'label_values(promptbin_build_info, instance)',
    hide: 0,
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  },
  {
    name: 'runbooks',
    label: 'Where docs/runbooks is published',
    type: 'textbox',
    query: 'docs/runbooks',
    current: { text: 'docs/runbooks', value: 'docs/runbooks' },
    hide: 0,
  },
]

/** The dashboard as Grafana's JSON has it, to be provisioned: changed here, not there. */
export function toGrafanaDashboard({ uid, title, description, rows }: Dashboard): object {
  return {
    uid,
    title,
    description,
    tags: ['promptbin'],
    editable: false,
    schemaVersion: 39,
    version: 1,
    timezone: 'browser',
    time: { from: 'now-6h', to: 'now' },
    refresh: '30s',
    graphTooltip: 1,
    templating: { list: variables },
    annotations: { list: [] },
    links: [
      {
        title: 'PromptBin',
        type: 'dashboards',
        tags: ['promptbin'],
        asDropdown: false,
        includeVars: true,
        keepTime: true,
      },
    ],
    panels: layOut(rows),
  }
}

/** Every row begins on a line of its own. */
function layOut(rows: readonly Row[]): readonly object[] {
  let y = 0
  let id = 0
  return rows.flatMap(({ title, panels }) => {
    id += 1
    const heading = {
      id,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { h: HEADING_HEIGHT, w: 24, x: 0, y },
      panels: [],
    }
    const top = y + HEADING_HEIGHT
    const placed = panels.map((panel, index) => {
      id += 1
      const line = Math.floor(index / PANELS_IN_A_LINE)
      const x = (index % PANELS_IN_A_LINE) * PANEL_WIDTH
      return toGrafanaPanel(panel, { id, x, y: top + line * PANEL_HEIGHT })
    })
    y = top + Math.ceil(panels.length / PANELS_IN_A_LINE) * PANEL_HEIGHT
    return [heading, ...placed]
  })
}
