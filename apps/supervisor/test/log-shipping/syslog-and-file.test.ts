import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startTcpSyslog, startUdpSyslog } from './receivers/syslog-receiver.ts'
import { someTime, startShippedLog } from './shipped-log.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-ship-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const syslog = (port: number, transport: string) => ({
  type: 'syslog',
  port,
  transport,
  facility: 'local3',
})

test.each(['tcp', 'udp'])(
  'a syslog server over %s gets messages of RFC 5424',
  async (transport) => {
    const server = transport === 'tcp' ? await startTcpSyslog() : await startUdpSyslog()
    const log = startShippedLog([syslog(server.port, transport)])
    log.write('grüße 👋\nsecond line', { event: 'service.ready' })
    log.write('failed', { level: 'error', service: 'supervisor', worker: null })
    const [first, second] = await server.messages(2)
    expect(first).toMatchObject({
      facility: 19,
      severity: 6,
      time: someTime,
      app: 'prompt-web',
      process: '4711',
      id: 'service.ready',
    })
    expect(JSON.parse(first?.text ?? '')).toMatchObject({ seq: 1, msg: 'grüße 👋\nsecond line' })
    expect(second).toMatchObject({ severity: 3, app: 'supervisor', id: '-' })
  },
)

test('a syslog server that was away gets what waited', async () => {
  const server = await startTcpSyslog()
  const log = startShippedLog([syslog(server.port, 'tcp')])
  log.write('before')
  await server.messages(1)
  await server.stop()
  const failed = log.event('log.ship_failed').then(() => true)
  // The system takes lines until it has heard that the other side is gone.
  while (!(await Promise.race([failed, setImmediate(false)]))) log.write('meanwhile')
  const again = await startTcpSyslog(server.port)
  const [message] = await again.messages(1)
  expect(message?.text).toContain('meanwhile')
  await log.event('log.ship_recovered')
})

test('that nobody listens to datagrams is noticed on this machine', async () => {
  const server = await startTcpSyslog()
  const log = startShippedLog([syslog(server.port, 'udp')])
  log.write('one')
  log.write('two')
  log.write('three')
  expect(await log.event('log.ship_failed')).toMatchObject({
    err: { message: expect.stringContaining('ECONNREFUSED') },
  })
})

test('a further file holds all lines, for its owner only, and is begun anew at its size', async () => {
  const path = join(temporaryFolder(), 'deep', 'all.jsonl')
  const log = startShippedLog([{ type: 'file', path, max_size: '100KB', keep: 2 }])
  const lines = 2_000
  for (let n = 0; n < lines; n += 1) log.write(`line ${n} ${'x'.repeat(200)}`)
  await log.shipping.close(5_000)
  expect(log.shipping.figures[0]?.lostLines).toMatchObject({ queue_full: 0, shutdown: 0 })
  const files = readdirSync(join(path, '..')).toSorted()
  expect(files).toEqual(['all.jsonl.1', 'all.jsonl.2'])
  expect(statSync(`${path}.1`).mode & 0o777).toBe(0o600)
  const kept = files
    .toReversed()
    .flatMap((file) =>
      readFileSync(join(path, '..', file), 'utf8')
        .trimEnd()
        .split('\n'),
    )
    .map((line) => JSON.parse(line).seq)
  expect(kept.at(-1)).toBe(lines)
  expect(kept).toEqual(Array.from(kept, (_, n) => lines - kept.length + 1 + n))
})

test('a file that cannot be written is tried again', async () => {
  const folder = temporaryFolder()
  const log = startShippedLog([{ type: 'file', path: folder }])
  log.write('one')
  expect(await log.event('log.ship_failed')).toMatchObject({
    err: { message: expect.stringContaining('EISDIR') },
  })
  await log.shipping.close(10)
  expect(log.shipping.figures[0]?.lostLines).toMatchObject({ shutdown: 1 })
})
