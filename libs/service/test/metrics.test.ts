import { once } from 'node:events'
import { IPC_VERSION, type MetricsMessage, parseServiceMessage } from '@promptbin/ipc'
import { type MetricFamily, readFamilies } from '@promptbin/metrics'
import { expect, test } from 'vitest'
import { type ChildService, startChild } from './child-service.ts'
import { bindSocket } from './socket-from-parent.ts'

const v = IPC_VERSION

/** Resolves with the next message of this type. */
async function next<Type extends string>(service: ChildService, type: Type) {
  for (;;) {
    const [value] = await once(service.process, 'message')
    const message = parseServiceMessage(value)
    if (message?.type === type) return message
  }
}

async function nextMetrics(service: ChildService): Promise<MetricsMessage> {
  const message = await next(service, 'metrics')
  if (message.type !== 'metrics') throw new TypeError('It is another message.')
  return message
}

async function startSupervised() {
  const { handle, url } = bindSocket()
  const service = startChild('quick', { TEST_SUPERVISED: '1' })
  await next(service, 'prepared')
  service.process.send({ v, type: 'listen' }, handle as never)
  await next(service, 'ready')
  return { service, url }
}

const ask = async (url: string) => {
  const answer = await fetch(url, { headers: { connection: 'close' } })
  await answer.text()
}

/** How many requests for `/` were answered. */
function requestsIn(families: readonly MetricFamily[]): number {
  const family = families.find(({ name }) => name === 'promptbin_http_request_duration_seconds')
  if (family?.type !== 'histogram') return 0
  const series = family.series.find(({ labels }) => labels.route === '/')
  return series?.counts.reduce((sum, count) => sum + count, 0) ?? 0
}

test('a service tells what it has counted when it is asked, each question by its name', async () => {
  const { service, url } = await startSupervised()
  await ask(url)
  for (const id of ['first', 'second']) service.process.send({ v, type: 'collect', id })
  expect((await nextMetrics(service)).id).toBe('first')
  const { id, metrics } = await nextMetrics(service)
  expect(id).toBe('second')
  const names = readFamilies(metrics).map(({ name }) => name)
  expect(names).toContain('promptbin_build_info')
  expect(names).toContain('nodejs_eventloop_lag_p99_seconds')
})

test('before it ends it tells unasked what it has counted up to its last request', async () => {
  const { service, url } = await startSupervised()
  for (let count = 0; count < 5; count += 1) await ask(url)
  const telling = nextMetrics(service)
  service.process.send({ v, type: 'stop', timeoutMs: 5_000 })
  const { id, metrics } = await telling
  expect(id).toBeNull()
  expect(requestsIn(readFamilies(metrics))).toBe(5)
  expect(await service.exit()).toBe(0)
})
