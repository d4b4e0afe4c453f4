import { expect, test } from 'vitest'
import { startChild } from './child-service.ts'
import { bindSocket } from './socket-from-parent.ts'

test('a defect is logged with what the process was at, and ends it when all is answered', async () => {
  const service = startChild('defective', { TEST_DRAIN_MS: '600000' })
  const url = await service.url()
  const slow = fetch(`${url}/slow`, { headers: { 'x-request-id': 'slow-request' } })
  await service.logged('test.arrived')
  await fetch(`${url}/rejects`)
  const line = await service.logged('service.defect')
  expect(line).toMatchObject({
    ...{ level: 'fatal', kind: 'rejection', untold: 0 },
    err: { type: 'RangeError', stack: expect.stringContaining('defective.ts') },
    process: {
      ...{ version: expect.any(String), node: process.version },
      ...{ rss_bytes: expect.any(Number), heap_used_bytes: expect.any(Number) },
      under_way: expect.arrayContaining([
        { method: 'GET', route: '/slow', request_id: 'slow-request', for_ms: expect.any(Number) },
      ]),
      last_events: expect.arrayContaining([expect.objectContaining({ event: 'test.arrived' })]),
    },
  })
  await service.logged('service.draining')
  service.process.kill('SIGUSR2')
  expect(await (await slow).text()).toBe('done')
  expect(await service.exit()).toBe(1)
})

test('a supervised process goes on until another is in its place, and counts its defects', async () => {
  const service = startChild('defective', { TEST_SUPERVISED: '1' })
  const told: { readonly type: string; readonly kind?: string }[] = []
  const { promise: prepared, resolve } = Promise.withResolvers<void>()
  service.process.on('message', (message: (typeof told)[number]) => {
    told.push(message)
    if (message.type === 'prepared') resolve()
  })
  await prepared
  service.process.send({ v: 1, type: 'listen' }, bindSocket().handle as never)
  const url = await service.url()
  for (const path of ['throws', 'rejects', 'throws']) await fetch(`${url}/${path}`)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  expect(metrics).toMatch(/promptbin_defects_total\{[^}]*kind="exception"[^}]*\} 2/)
  expect(metrics).toMatch(/promptbin_defects_total\{[^}]*kind="rejection"[^}]*\} 1/)
  const kinds = told.filter(({ type }) => type === 'defect').map(({ kind }) => kind)
  expect(kinds).toEqual(['exception', 'rejection', 'exception'])
  expect(service.lines.filter(({ event }) => event === 'service.defect')).toHaveLength(1)
  service.process.send({ v: 1, type: 'stop', timeoutMs: 5_000 })
  expect(await service.exit()).toBe(1)
})
