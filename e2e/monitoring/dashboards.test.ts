import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { configs, readDashboards, readRunbooks } from './shipped-files.ts'

const dashboards = readDashboards()
const provisioning = (file: string) =>
  parse(readFileSync(join(configs, 'grafana/provisioning', file), 'utf8'))

test('there is one for the whole and one for each service, whose links hold', () => {
  expect(dashboards.map(({ uid }) => uid).toSorted()).toEqual([
    'promptbin-gateway',
    'promptbin-overview',
    'promptbin-supervisor',
    'promptbin-web',
  ])
})

test('Grafana is told where they are and that they are not changed there', () => {
  expect(provisioning('dashboards/promptbin.yml')).toMatchObject({
    apiVersion: 1,
    providers: [
      { type: 'file', allowUiUpdates: false, options: { path: expect.stringMatching(/^\//) } },
    ],
  })
  expect(provisioning('datasources/prometheus.yml')).toMatchObject({
    apiVersion: 1,
    datasources: [{ type: 'prometheus', url: 'http://127.0.0.1:9090', editable: false }],
  })
})

test.each(dashboards)('$title shows any PromptBin of any Prometheus', (dashboard) => {
  expect(dashboard).toMatchObject({ editable: false, schemaVersion: expect.any(Number) })
  const variables = Object.fromEntries(
    dashboard.templating.list.map(({ name, type }) => [name, type]),
  )
  expect(variables).toEqual({ DS: 'datasource', instance: 'query', runbooks: 'textbox' })
  for (const { title, type, datasource, targets = [] } of dashboard.panels) {
    if (type === 'row') continue
    expect(targets, title).not.toEqual([])
    for (const target of [{ datasource }, ...targets]) {
      expect(target.datasource, title).toEqual({ type: 'prometheus', uid: '$DS' })
    }
    for (const { expr } of targets) {
      const selectors = expr.match(/\{[^}]*\}/g) ?? []
      expect(selectors, title).not.toEqual([])
      for (const selector of selectors) expect(selector, title).toContain('instance=~"$instance"')
    }
  }
})

test.each(dashboards)('$title begins with requests and ends with what is used', ({ panels }) => {
  const rows = panels.flatMap(({ type, title }) => (type === 'row' ? [title] : []))
  expect(rows[0]).toMatch(/rate, errors, duration$/)
  expect(rows.at(-1)).toMatch(/^Use: /)
})

test.each(dashboards)(
  'every panel of $title says what it shows, and in which unit',
  ({ panels }) => {
    for (const { type, title, description, fieldConfig, targets } of panels) {
      if (type === 'row') continue
      expect(description, title).toMatch(/\.$/)
      expect(fieldConfig?.defaults.unit, title).toMatch(/^(short|s|bytes|percentunit|reqps|ops)$/)
      for (const { legendFormat } of targets ?? []) expect(legendFormat, title).not.toBe('')
    }
  },
)

test.each(dashboards)('no panel of $title covers another, nor leaves the page', ({ panels }) => {
  const taken = new Set<string>()
  for (const { title, gridPos } of panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        expect(taken.has(`${x},${y}`), title).toBe(false)
        taken.add(`${x},${y}`)
      }
    }
  }
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
})

test('panels link to runbooks that there are', () => {
  const known = readRunbooks().map(({ name }) => `\${runbooks}/${name}.md`)
  const linked = dashboards.flatMap(({ panels }) =>
    panels.flatMap(({ links = [] }) => links.map(({ url }) => url)),
  )
  expect(linked.length).toBeGreaterThan(20)
  expect(linked.filter((url) => !known.includes(url))).toEqual([])
})
