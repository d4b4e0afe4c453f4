import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { childEnvironment } from '../child-environment.ts'
import { loadConfig } from '../loading/load-config.ts'
import { settings, variableOf } from '../settings.ts'
import { describeConfig } from './describe-config.ts'
import { deriveConfig } from './origins-of.ts'

const SECRET = 'c4naryS3cret'

const sinks = [
  { type: 'loki', url: 'http://logs.example:3100', user: 'me', password: SECRET },
  { type: 'otlp', url: 'http://logs.example:4318/v1/logs', headers: { 'api-key': SECRET } },
]

function load(given: Partial<Parameters<typeof loadConfig>[0]> = {}) {
  return loadConfig({ environment: {}, workingDirectory: temporaryFolder(), ...given })
}

test('every setting is there, in the notation of the file', () => {
  const described = describeConfig(load())
  expect(Object.keys(described)).toEqual(settings.map(({ key }) => key))
  expect(described).toMatchObject({
    'web.port': { value: 5000, origin: 'default', source: null },
    'web.max_memory': { value: '512MB' },
    'mcp.request_timeout': { value: '30s' },
    'mcp.sse': { value: false },
    'logging.ship': { value: [] },
  })
})

test('each value has its origin, without the folder of the file', () => {
  const folder = temporaryFolder({
    'etc/promptbin.yaml': 'web: { port: 1, workers: 2 }\nmcp:\n  port: 2\n',
    secret: 'debug\n',
  })
  const config = load({
    arguments: { webWorkers: 3 },
    environment: {
      PROMPTBIN_MCP_WORKERS: '2',
      PROMPTBIN_LOGGING_LEVEL_FILE: 'secret',
      PROMPTBIN_FLASK_PORT: '9',
    },
    configFile: 'etc/promptbin.yaml',
    workingDirectory: folder,
  })
  const described = describeConfig(config)
  expect(described).toMatchObject({
    'web.port': { value: 9, origin: 'environment', source: 'PROMPTBIN_FLASK_PORT' },
    'web.workers': { value: 3, origin: 'argument', source: '--web-workers' },
    'mcp.port': { value: 2, origin: 'file', source: 'promptbin.yaml line 3' },
    'mcp.legacy': { value: 'stateless', origin: 'derived', source: 'mcp.workers' },
    'mcp.web_url': { origin: 'derived', source: 'web.host and web.port' },
    'logging.level': {
      value: 'debug',
      origin: 'environment',
      source: 'PROMPTBIN_LOGGING_LEVEL_FILE',
    },
  })
  expect(JSON.stringify(Object.values(described).map(({ source }) => source))).not.toContain(folder)
})

test('a service knows from its supervisor where the values come from', () => {
  const config = load({ arguments: { webPort: 7 } })
  const { web } = config
  const taken = deriveConfig(config, { web: { ...web, port: 8 } }, 'a free port')
  const described = describeConfig(load({ environment: childEnvironment(taken, {}) }))
  expect(described).toEqual(describeConfig(taken))
  expect(described['web.port']).toEqual({ value: 8, origin: 'derived', source: 'a free port' })
  expect(described['mcp.port']).toMatchObject({ origin: 'default' })
})

test.each(['{', '[1]', '"x"', '{"web.port":{"kind":"magic"}}', '{"web.port":null}'])(
  'what a parent says of origins may be wrong: %s',
  (PROMPTBIN_ORIGINS) => {
    const environment = { PROMPTBIN_WEB_PORT: '7', PROMPTBIN_ORIGINS }
    expect(describeConfig(load({ environment }))['web.port']).toMatchObject({ value: 7 })
  },
)

test('secrets are masked, and what is none is not', () => {
  const environment = { PROMPTBIN_LOGGING_SHIP: JSON.stringify(sinks) }
  const config = load({ environment })
  const text = JSON.stringify(describeConfig(config))
  expect(text).not.toContain(SECRET)
  expect(describeConfig(config)['logging.ship']).toMatchObject({
    value: [
      { type: 'loki', url: 'http://logs.example:3100', user: 'me', password: '[hidden]' },
      { type: 'otlp', headers: { 'api-key': '[hidden]' } },
    ],
    origin: 'environment',
  })
  // A child has to have them.
  expect(load({ environment: childEnvironment(config, {}) }).logging.ship).toEqual(
    config.logging.ship,
  )
})

test('of every secret there is nothing to be seen but that it is there', () => {
  const canaries: Readonly<Record<string, string>> = {
    'mcp.web_token': SECRET,
    'auth.setup_token': SECRET,
    'logging.ship': JSON.stringify(sinks),
    'tracing.headers': `authorization=${SECRET}`,
    'store.url': `postgres://promptbin:${SECRET}@db.example.org/promptbin`,
    'backup.s3_secret_access_key': SECRET,
  }
  const secrets = settings.filter(({ sensitive }) => sensitive).map(({ key }) => key)
  expect(Object.keys(canaries)).toEqual(secrets)
  const environment = Object.fromEntries(
    Object.entries(canaries).map(([key, value]) => [variableOf(key), value]),
  )
  const described = describeConfig(load({ environment }))
  expect(JSON.stringify(described)).not.toContain(SECRET)
  for (const key of secrets) expect(JSON.stringify(described[key]), key).toContain('[hidden]')
})
