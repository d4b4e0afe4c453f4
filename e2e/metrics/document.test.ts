import { readFileSync } from 'node:fs'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import {
  type DocumentedMetric,
  type Row,
  readExposition,
  rowsInTable,
  type ToldMetric,
  writeTable,
} from './metric-table.ts'

const file = new URL('../../docs/metrics.md', import.meta.url)
const letters = { W: 'prompt-web', G: 'mcp-gateway', S: 'supervisor' } as const
type Letter = keyof typeof letters

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '1h' })
  const { web, mcp, supervisor } = product.instance
  const title = { title: 'Counted', content: 'Count {{what}}.' }
  const headers = { 'content-type': 'application/json' }
  await fetch(`${web.url}/api/v1/prompts`, { method: 'POST', headers, body: JSON.stringify(title) })
  await fetch(`${supervisor.url}/livez`)
  const client = new Client({ name: 'counted', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(mcp.url)))
  await client.listTools()
  await client.getPrompt({ name: 'counted', arguments: { what: 'metrics' } })
  await client.close()
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

async function scrape(url: string): Promise<ReadonlyMap<string, ToldMetric>> {
  const response = await fetch(new URL('/metrics', url))
  return readExposition(await response.text())
}

/**
 * The supervisor's own, without the labels that it adds. Of a metric without any series it does not
 * say whose it is: then the page does, unless nobody else tells it.
 */
function ownOf(
  metrics: ReadonlyMap<string, ToldMetric>,
  others: ReadonlySet<string>,
  rows: ReadonlyMap<string, Row>,
) {
  const isOwn = ({ name, seriesOf }: ToldMetric) =>
    seriesOf.has('supervisor') ||
    !others.has(name) ||
    (seriesOf.size === 0 && rows.get(name)?.services.includes('S'))
  return new Map(
    [...metrics.values()].filter(isOwn).map((metric) => {
      const labels = [...metric.labels].filter((label) => !['service', 'worker'].includes(label))
      return [metric.name, { ...metric, labels: new Set(labels) }]
    }),
  )
}

/** What the running services tell; the labels of what has not happened yet are those of the page. */
async function documented(page: string): Promise<readonly DocumentedMetric[]> {
  const { web, mcp, supervisor } = product.instance
  const [W, G, all] = await Promise.all([web.url, mcp.url, supervisor.url].map(scrape))
  if (!W || !G || !all) throw new Error('three services')
  const rows = rowsInTable(page)
  const told: Readonly<Record<Letter, ReadonlyMap<string, ToldMetric>>> = {
    W,
    G,
    S: ownOf(all, new Set([...W.keys(), ...G.keys()]), rows),
  }
  const names = new Set(Object.values(told).flatMap((metrics) => [...metrics.keys()]))
  return [...names].map((name) => {
    const tellers = (Object.keys(letters) as Letter[]).filter((letter) => told[letter].has(name))
    const metrics = tellers.flatMap((letter) => told[letter].get(name) ?? [])
    const seen = [...new Set(metrics.flatMap(({ labels }) => [...labels]))]
    return {
      name,
      type: metrics[0]?.type ?? '',
      labels: seen.length > 0 ? seen.toSorted() : (rows.get(name)?.labels ?? []),
      services: tellers.join(''),
      help: metrics[0]?.help ?? '',
    }
  })
}

test('docs/metrics.md has every metric that the three services tell, and no other', async () => {
  const page = readFileSync(file, 'utf8')
  const [prose = ''] = page.split(/^\| metric +\| type /m)
  await expect(`${prose}${writeTable(await documented(page))}`).toMatchFileSnapshot(file.pathname)
})

test('the supervisor tells all that the others do', async () => {
  const { web, mcp, supervisor } = product.instance
  const [ofWeb, ofGateway, all] = await Promise.all([web.url, mcp.url, supervisor.url].map(scrape))
  const missing = [...(ofWeb?.keys() ?? []), ...(ofGateway?.keys() ?? [])].filter(
    (name) => !all?.has(name),
  )
  expect(missing).toEqual([])
})
