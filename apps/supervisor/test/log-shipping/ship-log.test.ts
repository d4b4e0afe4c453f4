import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'
import { expect, onTestFinished, test } from 'vitest'
import { openInstanceLog } from '../../src/log/instance-log.ts'
import { shipLog } from '../../src/log-shipping/ship-log.ts'
import { startHttpReceiver } from './receivers/http-receiver.ts'

async function open(sinks: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-ship-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const loggingWith = (ship: readonly object[]) =>
    loadConfig({
      environment: { PROMPTBIN_LOGGING_SHIP: JSON.stringify(ship) },
      workingDirectory: '/',
    }).logging
  const logging = loggingWith(sinks)
  const log = await shipLog(
    await openInstanceLog({ folder, logging, echo: undefined }),
    logging.ship,
  )
  return { log, loggingWith, folder }
}

test('the file has every line, and the sink too, with the same number', async () => {
  const loki = await startHttpReceiver(() => ({ status: 204 }))
  const { log } = await open([{ type: 'loki', url: loki.url }])
  log.logger.info('one')
  expect(log.figures().map(({ sink }) => sink)).toEqual(['file', 'stdout', 'loki'])
  await log.close()
  expect(loki.received).toHaveLength(1)
  expect(JSON.stringify(loki.received[0]?.body)).toContain('\\"seq\\":1')
})

test('a new configuration sends the log elsewhere', async () => {
  const [first, second] = [
    await startHttpReceiver(() => ({ status: 204 })),
    await startHttpReceiver(() => ({ status: 204 })),
  ]
  const { log, loggingWith } = await open([])
  log.logger.info('nowhere')
  log.configure(loggingWith([{ type: 'loki', url: first.url }]))
  log.configure(loggingWith([{ type: 'loki', url: second.url }]))
  log.configure(loggingWith([{ type: 'loki', url: second.url }]))
  // What configures takes effect in order, and what is closed waits for it.
  await log.close()
  expect(log.figures().map(({ sink }) => sink)).toEqual(['file', 'stdout', 'loki'])
})

test('what a secret is called is not in the lines that tell of a sink', async () => {
  const dead = await startHttpReceiver(() => ({ status: 401 }))
  const { log, folder } = await open([
    { type: 'loki', url: dead.url, user: 'me', password: 'c4naryS3cret' },
  ])
  log.logger.info('one')
  await dead.requests(1)
  await log.close(10)
  const text = readFileSync(join(folder, 'promptbin.log'), 'utf8')
  expect(text).toContain('log.ship_failed')
  expect(text).not.toContain('c4naryS3cret')
  expect(text).not.toContain(btoa('me:c4naryS3cret'))
})
