import { readFileSync } from 'node:fs'
import type { CheckReport } from '@promptbin/health'
import { expect, onTestFinished, test } from 'vitest'
import { TestFolder } from '../command.ts'
import { product } from '../programs.ts'

const page = readFileSync(new URL('../../../../docs/health.md', import.meta.url), 'utf8')

/** Names and severities in the table below a heading. */
function documented(heading: string): Record<string, string> {
  const [, after = ''] = page.split(`\n### ${heading}\n`)
  const [section = ''] = after.split('\n### ')
  const rows = section.matchAll(/^\| `(?<check>[^`]+)` +\| (?<severity>\w+) /gm)
  return Object.fromEntries(
    [...rows].map(({ groups }) => [groups?.['check'], groups?.['severity']]),
  )
}

const severitiesOf = (checks: Readonly<Record<string, readonly CheckReport[]>>) =>
  Object.fromEntries(Object.entries(checks).map(([name, [report]]) => [name, report?.severity]))

test('docs/health.md names every check of the real services with its severity', async () => {
  const data = new TestFolder(product)
  onTestFinished(() => data.remove())
  await data.start({ PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '1h' })
  const { stdout } = await data.run(['health', '--json', '--verbose'])
  const { services, ...supervisor } = JSON.parse(stdout)
  const common = documented('Every service')
  expect(Object.keys(common)).not.toHaveLength(0)
  for (const [name, { checks }] of Object.entries({ ...services, supervisor }) as [
    string,
    { checks: Record<string, CheckReport[]> },
  ][]) {
    expect(severitiesOf(checks), name).toEqual({ ...common, ...documented(name) })
  }
})
