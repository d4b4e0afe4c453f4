import { expect, test } from 'vitest'
import { createShippingCheck, shippingState } from '../../src/log-shipping/shipping-breaker.ts'
import { startHttpReceiver } from './receivers/http-receiver.ts'
import { startTcpSyslog } from './receivers/syslog-receiver.ts'
import { startShippedLog } from './shipped-log.ts'

type Shipped = ReturnType<typeof startShippedLog>

const syslog = (name: string, port: number) => ({ type: 'syslog', name, port, transport: 'tcp' })

const look = ({ shipping }: Shipped) =>
  createShippingCheck(() => shipping.breakers).run(new AbortController().signal)

const stateOf = ({ shipping }: Shipped) => shippingState(shipping.breakers)

test('a sink that dies is left alone, which everybody can see, and gets what waited when it is back', async () => {
  const server = await startTcpSyslog()
  const log = startShippedLog([syslog('rack', server.port)])
  log.write('before')
  await server.messages(1)
  expect([stateOf(log), await look(log)]).toEqual([
    'closed',
    { observedValue: 1, observedUnit: 'sinks' },
  ])
  await server.stop()
  const failed = log.event('log.ship_failed')
  const writing = setInterval(() => log.write('meanwhile'), 5)
  expect(await failed).toMatchObject({ level: 'warn', breaker: 'shipping', sink: 'rack' })
  clearInterval(writing)
  const found = await look(log)
  const again = await startTcpSyslog(server.port)
  const [message] = await again.messages(1)
  expect(message?.text).toContain('meanwhile')
  expect(await log.event('log.ship_recovered')).toMatchObject({ breaker: 'shipping', sink: 'rack' })
  expect([stateOf(log), (await look(log)).status]).toEqual(['closed', undefined])
  // It may have been asked in vain just then, and again so soon that nobody can look between.
  if (found.status !== undefined)
    expect(found).toMatchObject({ status: 'warn', output: expect.stringContaining('rack') })
})

test('between two attempts there is one pause and no call, and the others are not held up', async () => {
  const [dead, well] = [
    await startHttpReceiver(() => ({ status: 503 })),
    await startHttpReceiver(() => ({ status: 204 })),
  ]
  const sinks = [
    { type: 'loki', name: 'dead', url: dead.url },
    { type: 'loki', name: 'well', url: well.url },
  ]
  const anHourMs = 3_600_000
  const log = startShippedLog(sinks, { firstPauseMs: anHourMs, longestPauseMs: anHourMs })
  log.write('first')
  await log.event('log.ship_failed')
  for (let n = 0; n < 1_000; n += 1) {
    log.write(`line ${n}`)
    if (n % 100 === 0) await well.requests(well.received.length + 1)
  }
  expect(dead.received).toHaveLength(1)
  expect(await look(log)).toMatchObject({
    status: 'warn',
    observedValue: 1,
    output: expect.stringContaining('"dead" for now: it answers with status 503'),
  })
  expect(stateOf(log)).toBe('open')
  expect(log.shipping.figures[0]?.lostLines).toMatchObject({ queue_full: 0 })
  // Whoever ends it wants one more attempt.
  await log.shipping.close(1_000)
  expect(dead.received).toHaveLength(2)
  expect(log.shipping.figures[0]?.lostLines['shutdown']).toBe(1_001)
})
