import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { type Config, describeConfig, loadConfig } from '../index.ts'
import { changedSettings } from './changed-settings.ts'
import { keepSettings } from './keep-settings.ts'

const configOf = (environment: Record<string, string>): Config =>
  loadConfig({ environment, workingDirectory: temporaryFolder() })

test('what is the same twice has not changed, also a list', () => {
  const environment = { PROMPTBIN_MCP_ALLOWED_HOSTS: 'a.example,b.example' }
  expect(changedSettings(configOf(environment), configOf(environment))).toEqual([])
})

test('what has changed is named, what follows from it as well', () => {
  const after = configOf({ PROMPTBIN_MCP_WORKERS: '2', PROMPTBIN_LOGGING_LEVEL: 'debug' })
  expect(changedSettings(configOf({}), after)).toEqual([
    'mcp.workers',
    'mcp.legacy',
    'logging.level',
  ])
})

test('what is kept has the value and the origin of before, all else is new', () => {
  const before = configOf({ PROMPTBIN_DATA_DIR: '/one', PROMPTBIN_WEB_PORT: '1000' })
  const read = configOf({ PROMPTBIN_DATA_DIR: '/other', PROMPTBIN_WEB_WORKERS: '2' })
  const kept = keepSettings(read, before, ['data_dir', 'web.port'])
  expect(kept).toMatchObject({ dataDir: '/one', web: { port: 1000, workers: 2 } })
  expect(describeConfig(kept)).toMatchObject({
    'web.port': { origin: 'environment', source: 'PROMPTBIN_WEB_PORT' },
    'web.workers': { origin: 'environment' },
    'web.host': { origin: 'default' },
  })
  expect(keepSettings(read, before, [])).toBe(read)
})
