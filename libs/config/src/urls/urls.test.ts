import { expect, test } from 'vitest'
import { childEnvironment, deriveConfig, loadConfig, mcpUrlOf, supervisorUrlOf } from '../index.ts'

const load = (environment: Record<string, string> = {}) =>
  loadConfig({ environment, workingDirectory: '/nowhere' })

test('a service finds its supervisor at the port that was free', () => {
  const config = load({ PROMPTBIN_SUPERVISOR_PORT: '0' })
  const { supervisor } = config
  const taken = deriveConfig(config, { supervisor: { ...supervisor, port: 40_123 } }, 'a free port')
  const own = childEnvironment(taken, {}) as Record<string, string>
  expect(supervisorUrlOf(load(own))).toBe('http://127.0.0.1:40123')
})

test('who listens on every address is asked at one of this machine', () => {
  const at = (host: string) => ({ supervisor: { ...load().supervisor, host } })
  expect(supervisorUrlOf(at('0.0.0.0'))).toBe('http://127.0.0.1:5200')
  expect(supervisorUrlOf(at('::'))).toBe('http://[::1]:5200')
  expect(supervisorUrlOf(at('::1'))).toBe('http://[::1]:5200')
  const mcp = { ...load().mcp, host: '::' }
  expect(mcpUrlOf({ mcp })).toBe('http://[::1]:5100/mcp')
})
