import { type Config, loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { planChange } from './plan-change.ts'
import { refuseShadowed } from './refuse-shadowed.ts'

const services = ['prompt-web', 'mcp-gateway']
const configOf = (environment: Record<string, string> = {}): Config =>
  loadConfig({ environment, workingDirectory: '/nowhere' })

const plan = (environment: Record<string, string>) =>
  planChange(configOf(), configOf(environment), services)

test('what acts live needs no new processes', () => {
  expect(plan({ PROMPTBIN_LOGGING_LEVEL: 'debug' })).toMatchObject({
    changed: [{ key: 'logging.level', from: 'info', to: 'debug', change: 'live' }],
    reload: [],
    waiting: [],
    inForce: { logging: { level: 'debug' } },
  })
})

test.each([
  ['PROMPTBIN_WEB_MAX_MEMORY', '300MB', ['prompt-web']],
  ['PROMPTBIN_SHARE_ENABLED', 'false', ['prompt-web']],
  ['PROMPTBIN_MCP_MAX_MEMORY', '300MB', ['mcp-gateway']],
  ['PROMPTBIN_MCP_PUBLIC_URL', 'http://mcp.example', services],
  ['PROMPTBIN_TRACING_ENDPOINT', 'http://collector.example:4318', services],
])('%s concerns those services that go by it', (name, value, reload) => {
  expect(plan({ [name]: value }).reload).toEqual(reload)
})

test('what only a start can change waits, with what follows from it', () => {
  const { waiting, inForce, reload, changed } = plan({
    PROMPTBIN_WEB_PORT: '6000',
    PROMPTBIN_LOGGING_LEVEL: 'warn',
  })
  expect(waiting.toSorted()).toEqual(['mcp.web_url', 'web.port'])
  expect(reload).toEqual([])
  expect(inForce).toMatchObject({
    web: { port: 5000 },
    mcp: { webUrl: 'http://127.0.0.1:5000' },
    logging: { level: 'warn' },
  })
  const kinds = Object.fromEntries(changed.map(({ key, change }) => [key, change]))
  expect(kinds).toEqual({ 'web.port': 'fixed', 'mcp.web_url': 'fixed', 'logging.level': 'live' })
})

test('what comes before the file is named with its place', () => {
  const wanted = loadConfig({
    environment: { PROMPTBIN_FLASK_PORT: '1', PROMPTBIN_MCP_WORKERS: '2' },
    arguments: { dataDir: '/d' },
    workingDirectory: '/nowhere',
  })
  expect(() => refuseShadowed(['logging.level', 'mcp.legacy'], wanted)).not.toThrow()
  expect(() => refuseShadowed(['web.port', 'data_dir', 'logging.level'], wanted)).toThrow(
    'The file cannot change web.port, data_dir: the environment variable PROMPTBIN_FLASK_PORT says so, the argument --data-dir says so.',
  )
})
