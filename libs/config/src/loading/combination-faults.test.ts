import { expect, test } from 'vitest'
import { refusalOf } from '../../test/refusal-of.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { mcpUrlOf } from '../urls/mcp-url.ts'
import { loadConfig } from './load-config.ts'

const given = (options: Record<string, unknown>) => ({
  arguments: options,
  environment: {},
  workingDirectory: temporaryFolder(),
})

test.each(['0.0.0.0', '::', '192.168.1.2', 'prompts.example.org'])(
  'a gateway on %s is refused as long as it needs no token, and the message says what to set',
  (mcpHost) => {
    const error = refusalOf(given({ mcpHost, mcpPublicUrl: 'https://a.example/mcp' }))
    expect(error.code).toBe('PB_CONFIG_NOT_LOOPBACK')
    expect(error.fields).toEqual([
      { pointer: 'mcp.host', message: expect.stringContaining('unless auth.required is true') },
    ])
    expect(error.hint).toContain('promptbin token create')
  },
)

test.each(['web', 'supervisor'])(
  '%s on every address must be told under which names, whatever auth says',
  (section) => {
    const open = { [`${section}Host`]: '0.0.0.0', authRequired: true, authLogin: 'always' }
    const error = refusalOf(given(open))
    expect(error.code).toBe('PB_CONFIG_NOT_LOOPBACK')
    expect(error.fields).toEqual([
      {
        pointer: `${section}.host`,
        message: expect.stringContaining(`unless ${section}.allowed_hosts names`),
      },
    ])
    const named = { ...open, [`${section}AllowedHosts`]: 'prompts.example.org' }
    expect(() => loadConfig(given(named))).not.toThrow()
    expect(() => loadConfig(given({ [`${section}Host`]: '192.168.1.2' }))).not.toThrow()
  },
)

test.each([
  { mcpHost: '192.168.1.2' },
  { mcpHost: '0.0.0.0', mcpPublicUrl: 'https://a.example/mcp' },
  { mcpHost: '::', mcpAllowedHosts: 'a.example' },
])('with %j and auth.required the gateway may be reached from elsewhere', (options) => {
  const config = loadConfig(given({ ...options, authRequired: true }))
  expect(config.mcp.host).toBe(options.mcpHost)
})

test('a gateway on every address must be told under which one it is known', () => {
  const error = refusalOf(given({ mcpHost: '0.0.0.0', authRequired: true }))
  expect(error.code).toBe('PB_CONFIG_INVALID')
  expect(error.fields.map(({ pointer }) => pointer)).toEqual(['mcp.public_url'])
})

test('nobody administers who comes through a proxy without a token', () => {
  const open = { mcpAdminTools: true, mcpPublicUrl: 'https://prompts.example.org/mcp' }
  const error = refusalOf(given(open))
  expect(error.fields).toEqual([
    {
      pointer: 'mcp.admin_tools',
      message: expect.stringContaining('unless auth.required is true'),
    },
  ])
  expect(() => loadConfig(given({ ...open, authRequired: true }))).not.toThrow()
  const here = { ...open, mcpPublicUrl: 'http://localhost:5100/mcp' }
  expect(() => loadConfig(given(here))).not.toThrow()
})

test('keys without their issuer are refused', () => {
  const { fields } = refusalOf(given({ authJwksUrl: 'https://login.example.org/keys' }))
  expect(fields.map(({ pointer }) => pointer)).toEqual(['auth.issuer'])
})

test('several gateway processes have no sessions, unless somebody insists on them', () => {
  expect(loadConfig(given({ mcpWorkers: 1 })).mcp.legacy).toBe('session')
  expect(loadConfig(given({ mcpWorkers: 2 })).mcp.legacy).toBe('stateless')
  expect(loadConfig(given({ mcpWorkers: 2, mcpLegacy: 'reject' })).mcp.legacy).toBe('reject')
  const { code, fields } = refusalOf(given({ mcpWorkers: 2, mcpLegacy: 'session' }))
  expect(code).toBe('PB_CONFIG_INVALID')
  expect(fields).toEqual([
    { pointer: 'mcp.legacy', message: expect.stringContaining('mcp.workers is more than 1') },
  ])
})

test('several gateway processes do not serve the older transport either', () => {
  expect(loadConfig(given({ mcpWorkers: 1, mcpSse: true })).mcp.sse).toBe(true)
  expect(refusalOf(given({ mcpWorkers: 2, mcpSse: true })).fields).toEqual([
    { pointer: 'mcp.sse', message: expect.stringContaining('mcp.workers is more than 1') },
  ])
})

test('of a host that is no host nothing more is said', () => {
  expect(refusalOf(given({ mcpHost: 'a b' })).fields).toHaveLength(1)
})

test.each([
  [{}, 'http://127.0.0.1:5100/mcp'],
  [{ mcpHost: '::1', mcpPort: 1 }, 'http://[::1]:1/mcp'],
  [{ mcpPublicUrl: 'https://a.example/mcp/' }, 'https://a.example/mcp'],
  [
    { mcpHost: '0.0.0.0', mcpAllowedHosts: 'a.example', authRequired: true },
    'http://127.0.0.1:5100/mcp',
  ],
])('with %j clients reach MCP at %s', (options, url) => {
  expect(mcpUrlOf(loadConfig(given(options)))).toBe(url)
})
