import { startCollector } from '@promptbin/tracing/collector'
import { expect, onTestFinished, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import { askOverHttp } from './mcp-messages.ts'
import { makeCaller } from './trace-parents.ts'

async function start(environment: Record<string, string>) {
  const data = createDataFolder()
  onTestFinished(data.remove)
  const product = await Product.start(data.path, environment)
  onTestFinished(async () => void (await product.stop()))
  await new Rest(product.instance.web.url).create({ name: 'tea', title: 'Tea', content: 'Tea.' })
  return product
}

const getTea = () => ({
  method: 'prompts/get',
  params: { name: 'tea' },
  meta: { traceparent: makeCaller().traceparent },
})

test('without an endpoint of ours nobody is connected to, whatever the environment says', async () => {
  const collector = await startCollector()
  onTestFinished(collector.close)
  const product = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
  const { message } = await askOverHttp(product.instance.mcp.url, '2026-07-28', getTea())
  expect(message.result).toBeDefined()
  expect(await product.stop()).toBe(0)
  expect(collector.connections).toBe(0)
})

test('a collector that says nothing holds up neither requests nor the end', async () => {
  const collector = await startCollector({ misbehave: () => {} })
  onTestFinished(collector.close)
  const product = await start({ PROMPTBIN_TRACING_ENDPOINT: collector.url })
  const { message } = await askOverHttp(product.instance.mcp.url, '2026-07-28', getTea())
  expect(message.result).toBeDefined()
  await collector.until(() => (collector.exports.length > 0 ? true : undefined))
  expect(await product.stop()).toBe(0)
})
