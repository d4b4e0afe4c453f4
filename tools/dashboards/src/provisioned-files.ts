import { fileURLToPath } from 'node:url'
import { gateway } from './boards/gateway.ts'
import { overview } from './boards/overview.ts'
import { supervisor } from './boards/supervisor.ts'
import { web } from './boards/web.ts'
import { toGrafanaDashboard } from './dashboard.ts'

/** Where Grafana's provisioning finds the dashboards. */
export const folder = fileURLToPath(
  new URL('../../../configs/grafana/dashboards/', import.meta.url),
)

/** Every dashboard as a file: its name, and the JSON in it. */
export function provisionedFiles(): readonly { readonly name: string; readonly json: string }[] {
  return [overview, gateway, web, supervisor].map((dashboard) => ({
    name: `${dashboard.uid}.json`,
    json: `${JSON.stringify(toGrafanaDashboard(dashboard), null, 2)}\n`,
  }))
}
