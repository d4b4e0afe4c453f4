import { once } from 'node:events'
import { IPC_VERSION } from '@promptbin/ipc'
import { expect, test } from 'vitest'
import { type ChildService, startChild } from './child-service.ts'
import { bindSocket } from './socket-from-parent.ts'

const supervised = { TEST_SUPERVISED: '1', TEST_DRAIN_MS: '600000' }

/** A service may take 2 s when its supervisor is gone; this machine may be busy with other tests. */
const limitMs = 4_000

/** Runs a service as under a supervisor until it answers. */
async function startOn(handle: object, script: string): Promise<ChildService> {
  const service = startChild(script, supervised)
  await once(service.process, 'message')
  service.process.send({ v: IPC_VERSION, type: 'listen' }, handle as never)
  await service.url()
  return service
}

/** Takes the supervisor away; tells how the service ended, and after how long. */
async function lose(service: ChildService) {
  const lostAt = performance.now()
  service.process.disconnect()
  return { exit: await service.exit(), afterMs: performance.now() - lostAt }
}

test('what hangs is cut, however long it might take otherwise', async () => {
  const { handle, url } = bindSocket()
  const service = await startOn(handle, 'hanging')
  const answer = fetch(url).catch(() => 'cut')
  await service.logged('test.arrived')
  const { afterMs } = await lose(service)
  expect(await answer).toBe('cut')
  expect(afterMs).toBeLessThan(limitMs)
})

test('a service that was stopping with all the time in the world has none any more', async () => {
  const { handle, url } = bindSocket()
  const service = await startOn(handle, 'hanging')
  const answer = fetch(url).catch(() => 'cut')
  await service.logged('test.arrived')
  service.process.send({ v: IPC_VERSION, type: 'stop', timeoutMs: 600_000 })
  await service.logged('service.draining')
  const { afterMs } = await lose(service)
  expect(await answer).toBe('cut')
  expect(afterMs).toBeLessThan(limitMs)
})

test('a service that cannot be closed is ended by force', async () => {
  const { handle } = bindSocket()
  const { exit, afterMs } = await lose(await startOn(handle, 'close-hangs'))
  expect(exit).toBe('SIGKILL')
  expect(afterMs).toBeLessThan(limitMs)
})

test('a service that waits for its socket ends', async () => {
  const service = startChild('quick', supervised)
  await once(service.process, 'message')
  expect((await lose(service)).exit).toBe(0)
})

test('a service that is still being built ends at once, whatever its threads do', async () => {
  const service = startChild('never-built', supervised)
  await service.logged('test.building')
  const { exit, afterMs } = await lose(service)
  expect(exit).toBe('SIGKILL')
  expect(afterMs).toBeLessThan(limitMs)
})
