import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { describeConfig } from '../origins/describe-config.ts'
import { readConfiguration } from './read-configuration.ts'

/** The file by which PromptBin was specified, letter for letter. */
const text = `# promptbin-config.yaml
mcp:
  protocol_version: "1.0"
  max_connections: 100
  request_timeout: 30
  
flask:
  port: 5000
  workers: 4
  max_memory: "512MB"
  
monitoring:
  health_check_interval: 30
  metrics_retention: "24h" 
  enable_profiling: false
  
logging:
  level: "INFO"
  format: "json"
  rotation: "daily"
  
operations:
  backup_interval: "6h"
  max_restart_attempts: 5
  graceful_shutdown_timeout: 30
`

function read(file: string) {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': file })
  return readConfiguration({ environment: {}, workingDirectory })
}

test('the file that PromptBin was specified with means what it says', () => {
  const { config, faults } = read(text)
  expect(faults).toEqual([])
  expect(config).toMatchObject({
    mcp: { protocolVersion: 'auto', maxConnections: 100, requestTimeoutMs: 30_000 },
    web: { port: 5000, workers: 4, maxMemoryBytes: 512_000_000 },
    monitoring: {
      healthCheckIntervalMs: 30_000,
      metricsRetentionMs: 86_400_000,
      enableProfiling: false,
    },
    logging: { level: 'info', format: 'json', rotation: 'daily' },
    operations: {
      backupIntervalMs: 21_600_000,
      maxRestartAttempts: 5,
      gracefulShutdownTimeoutMs: 30_000,
    },
  })
})

test('each of its keys acts: another value makes another configuration', () => {
  const others: readonly [line: string, key: string, value: unknown][] = [
    ['max_connections: 7', 'mcp.max_connections', 7],
    ['request_timeout: 7', 'mcp.request_timeout', '7s'],
    ['port: 7', 'web.port', 7],
    ['workers: 7', 'web.workers', 7],
    ['max_memory: "777MB"', 'web.max_memory', '777MB'],
    ['health_check_interval: 7', 'monitoring.health_check_interval', '7s'],
    ['metrics_retention: "7h"', 'monitoring.metrics_retention', '7h'],
    ['enable_profiling: true', 'monitoring.enable_profiling', true],
    ['level: "WARN"', 'logging.level', 'warn'],
    ['format: "pretty"', 'logging.format', 'pretty'],
    ['rotation: "hourly"', 'logging.rotation', 'hourly'],
    ['backup_interval: "7h"', 'operations.backup_interval', '7h'],
    ['max_restart_attempts: 7', 'operations.max_restart_attempts', 7],
    ['graceful_shutdown_timeout: 7', 'operations.graceful_shutdown_timeout', '7s'],
  ]
  for (const [line, key, value] of others) {
    const name = line.slice(0, line.indexOf(':'))
    const changed = text.replace(new RegExp(`(?<=^  )${name}: .*$`, 'm'), line)
    const { config } = read(changed)
    const described = config && describeConfig(config)
    expect(described?.[key]).toMatchObject({ value, origin: 'file' })
  }
})

test('what in it is understood otherwise than it is written is told, with its place', () => {
  const file = 'promptbin-config.yaml'
  expect(read(text).notices).toEqual([
    {
      pointer: 'flask',
      message:
        'is the older name of web, and understood as that (promptbin-config.yaml line 7, column 1).',
      at: { file, line: 7, column: 1 },
    },
    {
      pointer: 'mcp.protocol_version',
      message: expect.stringMatching(/^"1\.0" is understood as auto, .* line 3, column 21\)\.$/),
      at: { file, line: 3, column: 21 },
    },
  ])
})

test.each(['1.0', '1', 'auto', '"AUTO"'])('the protocol version %s is automatic', (version) => {
  const { config } = read(`mcp: { protocol_version: ${version} }\n`)
  expect(config?.mcp.protocolVersion).toBe('auto')
})

test.each(['2.0', '"2025-06-18"', 'true', '[]'])(
  'the protocol version %s is refused',
  (version) => {
    const { faults } = read(`mcp: { protocol_version: ${version} }\n`)
    expect(faults[0]?.message).toMatch(/^must be auto: each client gets the newest revision/)
  },
)
