import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { loadConfig } from './loading/load-config.ts'
import { toEnvironment } from './to-environment.ts'

const port = fc.integer({ min: 0, max: 65_535 })
const host = fc.constantFrom('127.0.0.1', 'localhost', '::1', '[::1]', '127.1.2.3')
const durationMs = fc.integer({ min: 100, max: 2 ** 31 - 1 }).map((ms) => `${ms}ms`)

const size = fc.integer({ min: 0, max: 1e9 })

/** Arguments of which each may be missing, so that defaults and dependent defaults occur too. */
const givenArguments = fc.record(
  {
    dataDir: fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((path) => path.isWellFormed() && !path.includes('\0')),
    mode: fc.constantFrom('production', 'development', 'Development'),
    webHost: host,
    webPort: port,
    webMaxMemory: size.map((bytes) => bytes + 256_000_000),
    mcpHost: host,
    mcpPort: port,
    mcpRequestTimeout: fc.oneof(durationMs, fc.double({ min: 0.1, max: 1e6, noNaN: true })),
    mcpWebUrl: fc.webUrl({ withQueryParameters: false, withFragments: false }),
    mcpPublicUrl: fc.oneof(fc.constant(''), fc.webUrl({ withFragments: false })),
    mcpAllowedHosts: fc.array(fc.constantFrom('a.example', '[::1]', '10.0.0.1'), { maxLength: 3 }),
    mcpAllowedOrigins: fc.constantFrom('none', 'https://a.example:8443,localhost', []),
    mcpLegacy: fc.constantFrom('session', 'Stateless', 'reject'),
    mcpSse: fc.constantFrom(true, 'on', 'No', '0'),
    mcpMaxConnections: fc.integer({ min: 1, max: 100_000 }),
    mcpRateLimit: fc.integer({ min: 0, max: 1_000_000 }),
    mcpProfiles: fc.dictionary(
      fc.constantFrom('work', 'constructor', 'a-1'),
      fc.record(
        {
          folder: fc.constantFrom('work', 'a b/ü'),
          tag: fc.constant('best of'),
          favourite: fc.boolean(),
          read_only: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    ),
    authRequired: fc.boolean(),
    authIssuer: fc.constantFrom('https://login.example.org/', 'http://127.0.0.1:8080/realms/a'),
    authAudience: fc.constantFrom('', 'api://promptbin'),
    supervisorHost: host,
    supervisorPort: port,
    monitoringHealthCheckInterval: durationMs,
    monitoringDiskWarn: fc.constantFrom('10%', '1.5GiB', '2000000', '0%'),
    monitoringInodesWarn: fc.constantFrom('2.5%', 7, '100 %'),
    operationsBallast: fc.oneof(size, fc.constantFrom('0', '3 MiB', '1.25mb')),
    loggingLevel: fc.constantFrom('trace', 'INFO', 'Warn', 'fatal'),
    loggingFormat: fc.constantFrom('json', 'Pretty'),
    loggingRotation: fc.constantFrom('daily', 'HOURLY', '10MB', '1.5GiB', 2_000_000),
    operationsMaxRestartAttempts: fc.integer({ min: 0, max: 1000 }),
    operationsRestartPause: fc.integer({ min: 1, max: 1000 }).map((minutes) => `${minutes}m`),
    operationsGracefulShutdownTimeout: fc.oneof(durationMs, fc.constant(0)),
  },
  { requiredKeys: [] },
)

test('a child with these variables has exactly this configuration', () => {
  const workingDirectory = temporaryFolder()
  fc.assert(
    fc.property(givenArguments, (given) => {
      const config = loadConfig({ arguments: given, environment: {}, workingDirectory })
      const environment = toEnvironment(config)
      expect(loadConfig({ environment, workingDirectory: '/' })).toEqual(config)
    }),
    { numRuns: 300 },
  )
})

test('they hold against older names that the child inherits', () => {
  const workingDirectory = temporaryFolder()
  const inherited = { PROMPTBIN_FLASK_PORT: '6000' }
  const config = loadConfig({ arguments: { webPort: 0 }, environment: inherited, workingDirectory })
  const environment = { ...inherited, ...toEnvironment(config) }
  expect(loadConfig({ environment, workingDirectory })).toEqual(config)
})
