import { expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'

const workingDirectory = import.meta.dirname

test('arguments go before the environment, which goes before the default', () => {
  const environment = { PROMPTBIN_WEB_PORT: '6001', PROMPTBIN_MCP_PORT: '6101' }
  const config = loadConfig({ arguments: { webPort: '7001' }, environment, workingDirectory })
  expect(config.web.port).toBe(7001)
  expect(config.mcp.port).toBe(6101)
  expect(config.supervisor.port).toBe(5200)
})
