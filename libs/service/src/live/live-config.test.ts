import { type Config, loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { LiveConfig } from './live-config.ts'

const configOf = (environment: Record<string, string>): Config =>
  loadConfig({ environment, workingDirectory: '/nowhere' })
const quiet = configOf({})
const loud = configOf({ PROMPTBIN_LOGGING_LEVEL: 'debug', PROMPTBIN_WEB_MAX_CONNECTIONS: '7' })

test('those whose settings have changed act, the others do not', async () => {
  const config = new LiveConfig(quiet)
  const told: string[] = []
  config.onChange(
    { keys: ['logging.level'], apply: ({ logging }) => void told.push(logging.level) },
    { keys: ['mcp.rate_limit'], apply: () => void told.push('never') },
    { keys: ['web.max_connections', 'web.workers'], apply: () => void told.push('limits') },
  )
  expect(await config.take(loud)).toBeNull()
  expect(told).toEqual(['debug', 'limits'])
  expect(config.current).toBe(loud)
  // What is the same says nothing.
  expect(await config.take(loud)).toBeNull()
  expect(told).toHaveLength(2)
})

test('whoever sees beforehand that it cannot be is asked before anything acts', async () => {
  const config = new LiveConfig(quiet)
  const told: string[] = []
  config.onChange(
    { keys: ['logging.level'], apply: () => void told.push('level') },
    { keys: ['web.max_connections'], check: ({ web }) => `${web.maxConnections} are too few.` },
  )
  expect(await config.take(loud)).toBe('7 are too few.')
  expect([told, config.current]).toEqual([[], quiet])
})

test('when one fails, those that have acted go back, the last first', async () => {
  const config = new LiveConfig(quiet)
  const told: string[] = []
  config.onChange(
    { keys: ['logging.level'], apply: ({ logging }) => void told.push(logging.level) },
    {
      keys: ['web.max_connections'],
      apply: async ({ web }) => {
        told.push(String(web.maxConnections))
        if (web.maxConnections === 7) throw new Error('The seventh is taken.')
      },
    },
  )
  expect(await config.take(loud)).toBe('The seventh is taken.')
  expect(told).toEqual(['debug', '7', '1000', 'info'])
  expect(config.current).toBe(quiet)
})

test('one change is complete before the next begins', async () => {
  const config = new LiveConfig(quiet)
  const gate = Promise.withResolvers<void>()
  const levels: string[] = []
  config.onChange({
    keys: ['logging.level'],
    apply: async ({ logging }) => {
      await gate.promise
      levels.push(logging.level)
    },
  })
  const both = [config.take(loud), config.take(quiet)]
  gate.resolve()
  expect(await Promise.all(both)).toEqual([null, null])
  expect(levels).toEqual(['debug', 'info'])
  expect(config.current).toBe(quiet)
})
