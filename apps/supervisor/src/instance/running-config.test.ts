import { type Config, loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { RunningConfig } from './running-config.ts'

const configOf = (environment: Record<string, string>): Config =>
  loadConfig({ environment, workingDirectory: '/' })

test('what is read again is in force', () => {
  const running = new RunningConfig(configOf({}), () => configOf({ PROMPTBIN_WEB_WORKERS: '3' }))
  const { before, after, waiting } = running.refresh()
  expect([before.web.workers, after.web.workers, waiting]).toEqual([1, 3, []])
  expect(running.current).toBe(after)
})

test('a configuration that is wrong is refused, and the one from before stays', () => {
  const first = configOf({})
  const running = new RunningConfig(first, () => configOf({ PROMPTBIN_WEB_PORT: 'many' }))
  expect(() => running.refresh()).toThrow('web.port')
  expect(running.current).toBe(first)
})

test('what is bound or locked stays, and is named', () => {
  const first = configOf({ PROMPTBIN_DATA_DIR: '/one', PROMPTBIN_WEB_PORT: '1000' })
  const other = { PROMPTBIN_DATA_DIR: '/other', PROMPTBIN_WEB_PORT: '2000' }
  const running = new RunningConfig(first, () =>
    configOf({ ...other, PROMPTBIN_MODE: 'development' }),
  )
  const { waiting } = running.refresh()
  expect(waiting).toEqual(['PROMPTBIN_DATA_DIR', 'PROMPTBIN_MODE', 'PROMPTBIN_WEB_PORT'])
  expect(running.current).toMatchObject({
    dataDir: '/one',
    mode: 'production',
    web: { port: 1000 },
  })
  // It waits for as long as it is so.
  expect(running.refresh().waiting).toEqual(waiting)
})

test('without a source it stays what it is', () => {
  const first = configOf({})
  expect(new RunningConfig(first).refresh()).toMatchObject({ waiting: [] })
})

test('it counts what was taken, and knows whether the last one was', () => {
  let workers = 'many'
  const read = () => configOf({ PROMPTBIN_WEB_WORKERS: workers })
  const running = new RunningConfig(configOf({}), read)
  const facts = () => [running.generation, running.isLastReadGood]
  expect(facts()).toEqual([1, true])
  expect(() => running.refresh()).toThrow('web.workers')
  expect(facts()).toEqual([1, false])
  workers = '2'
  running.refresh()
  expect(facts()).toEqual([2, true])
})
