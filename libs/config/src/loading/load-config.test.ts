import { join } from 'node:path'
import { expect, expectTypeOf, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import type { Config } from '../config.ts'
import type { FreeSpace } from '../formats/free-space.ts'
import type { ProfileSetting } from '../formats/profiles.ts'
import { loadConfig } from './load-config.ts'

test('arguments go before the environment, before the file, before the default', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.yaml': 'web: { port: 1 }\nmcp: { port: 1 }\nsupervisor: { port: 1 }\n',
  })
  const config = loadConfig({
    arguments: { webPort: '3' },
    environment: { PROMPTBIN_WEB_PORT: '2', PROMPTBIN_MCP_PORT: '2' },
    workingDirectory,
  })
  expect(config.web.port).toBe(3)
  expect(config.mcp.port).toBe(2)
  expect(config.supervisor.port).toBe(1)
  expect(config.operations.maxRestartAttempts).toBe(5)
})

test('without any source every setting has its documented default', () => {
  expect(loadConfig({ environment: {}, workingDirectory: temporaryFolder() })).toEqual({
    dataDir: expect.stringMatching(/promptbin/),
    mode: 'production',
    web: {
      host: '127.0.0.1',
      port: 5000,
      allowedHosts: [],
      workers: 1,
      maxMemoryBytes: 512e6,
      maxConnections: 1000,
      openBrowser: false,
    },
    mcp: {
      host: '127.0.0.1',
      port: 5100,
      workers: 1,
      protocolVersion: 'auto',
      requestTimeoutMs: 30_000,
      webUrl: 'http://127.0.0.1:5000',
      webToken: '',
      publicUrl: '',
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      allowedOrigins: ['localhost', '127.0.0.1', '[::1]'],
      legacy: 'session',
      sessionTimeoutMs: 1_800_000,
      sse: false,
      maxConnections: 100,
      maxMemoryBytes: 512e6,
      rateLimit: 1000,
      fastPath: true,
      adminTools: false,
      profiles: [],
    },
    auth: {
      required: false,
      login: 'when-reachable',
      setupToken: '',
      sessionIdleMs: 86_400_000,
      sessionLifetimeMs: 14 * 86_400_000,
      issuer: '',
      jwksUrl: '',
      audience: '',
      trustedProxies: [],
    },
    supervisor: { host: '127.0.0.1', port: 5200, allowedHosts: [], spares: 'auto' },
    tracing: { endpoint: '', sampleRatio: 1, headers: [] },
    share: { enabled: true, host: '127.0.0.1', port: 5300, publicUrl: '', rateLimit: 120 },
    monitoring: {
      healthCheckIntervalMs: 30_000,
      protocolProbeIntervalMs: 120_000,
      metricsRetentionMs: 24 * 3_600_000,
      cpuLimit: 95,
      diskWarn: [1e9, 'bytes'],
      diskCritical: [1e8, 'bytes'],
      inodesWarn: 5,
      inodesCritical: 1,
      enableProfiling: false,
    },
    logging: {
      level: 'info',
      format: 'json',
      console: true,
      rotation: 'daily',
      keepFiles: 14,
      maxTotalBytes: 100_000_000,
      slowRequestMs: 1_000,
      slowQueryMs: 250,
      ship: [],
    },
    operations: {
      maxRestartAttempts: 5,
      restartPauseMs: 300_000,
      gracefulShutdownTimeoutMs: 30_000,
      maxLoopDelayMs: 250,
      ballastBytes: 8e6,
      takenPort: 'fail',
      backupIntervalMs: 21_600_000,
    },
    store: { url: '' },
    backup: {
      secondPlace: '',
      recipients: [],
      identityFile: '',
      drillIntervalMs: 604_800_000,
      s3Endpoint: '',
      s3Region: 'us-east-1',
      s3AccessKeyId: '',
      s3SecretAccessKey: '',
    },
    webhooks: { allowPrivate: [] },
  })
})

test('the types come from the schema', () => {
  expectTypeOf<Config['supervisor']['host']>().toEqualTypeOf<string>()
  expectTypeOf<Config['supervisor']['port']>().toEqualTypeOf<number>()
  expectTypeOf<Config['web']['maxMemoryBytes']>().toEqualTypeOf<number>()
  expectTypeOf<Config['monitoring']['diskWarn']>().toEqualTypeOf<FreeSpace>()
  expectTypeOf<Config['mcp']['requestTimeoutMs']>().toEqualTypeOf<number>()
  expectTypeOf<Config['mcp']['legacy']>().toEqualTypeOf<'session' | 'stateless' | 'reject'>()
  expectTypeOf<Config['mcp']['profiles']>().toEqualTypeOf<readonly ProfileSetting[]>()
  expectTypeOf<Config['auth']['required']>().toEqualTypeOf<boolean>()
  expectTypeOf<Config['mode']>().toEqualTypeOf<'production' | 'development'>()
  expectTypeOf<Config['dataDir']>().toEqualTypeOf<string>()
})

test('the configuration cannot be changed by whoever holds it', () => {
  const config = loadConfig({ environment: {}, workingDirectory: temporaryFolder() })
  expect(Object.isFrozen(config)).toBe(true)
  expect(Object.isFrozen(config.web)).toBe(true)
  expect(Object.isFrozen(config.mcp.allowedHosts)).toBe(true)
})

test('arguments are named as in code or by key, and undefined is not given', () => {
  const config = loadConfig({
    arguments: { mcpRequestTimeout: '5s', 'web.port': 0, mcpPort: undefined },
    environment: { PROMPTBIN_MCP_PORT: '2' },
    workingDirectory: temporaryFolder(),
  })
  expect(config.mcp.requestTimeoutMs).toBe(5000)
  expect(config.web.port).toBe(0)
  expect(config.mcp.port).toBe(2)
})

test('an empty variable is not set', () => {
  const environment = { PROMPTBIN_WEB_PORT: '', PROMPTBIN_NO_SUCH: '', PROMPTBIN_CONFIG: '' }
  const config = loadConfig({ environment, workingDirectory: temporaryFolder() })
  expect(config.web.port).toBe(5000)
})

test('flask is understood as the older name of web', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'flask:\n  port: 6000\n' })
  expect(loadConfig({ environment: {}, workingDirectory }).web.port).toBe(6000)
  const environment = { PROMPTBIN_FLASK_PORT: '6001' }
  expect(loadConfig({ environment, workingDirectory }).web.port).toBe(6001)
})

test('of an older and a present variable the present one counts', () => {
  const environment = { PROMPTBIN_FLASK_PORT: '6001', PROMPTBIN_WEB_PORT: '6002' }
  const config = loadConfig({ environment, workingDirectory: temporaryFolder() })
  expect(config.web.port).toBe(6002)
})

test.each([
  [{ webPort: 6000 }, 'http://127.0.0.1:6000'],
  [{ webHost: '::1' }, 'http://[::1]:5000'],
  [{ webPort: 6000, mcpWebUrl: 'http://127.0.0.1:7000' }, 'http://127.0.0.1:7000'],
])('with %j the gateway looks for prompt-web at %s', (given, url) => {
  const workingDirectory = temporaryFolder()
  const config = loadConfig({ arguments: given, environment: {}, workingDirectory })
  expect(config.mcp.webUrl).toBe(url)
})

test('a relative data folder starts where it was written', () => {
  const folder = temporaryFolder({ 'etc/promptbin.yaml': 'data_dir: data\n' })
  const configFile = 'etc/promptbin.yaml'
  const fromFile = loadConfig({ configFile, environment: {}, workingDirectory: folder })
  expect(fromFile.dataDir).toBe(join(folder, 'etc', 'data'))
  const environment = { PROMPTBIN_DATA_DIR: 'data' }
  const fromVariable = loadConfig({ configFile, environment, workingDirectory: folder })
  expect(fromVariable.dataDir).toBe(join(folder, 'data'))
})

test('a fault in a value that another source overrides does no harm', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'web: { host: 0.0.0.0 }\n' })
  const environment = { PROMPTBIN_WEB_HOST: '127.0.0.1' }
  expect(loadConfig({ environment, workingDirectory }).web.host).toBe('127.0.0.1')
})
