import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOf } from '../../test/refusal-of.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadConfig } from './load-config.ts'

test('all faults of all sources are told at once, each with its place', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.yaml': 'web:\n  port: 50x\n  colour: red\nmcp:\n  request_timeout: soon\n',
  })
  const environment = { PROMPTBIN_MODE: 'staging', PROMPTBIN_LOG_LEVEL: 'info' }
  const given = { supervisorPort: 70_000, prot: 1 }
  const error = refusalOf({ arguments: given, environment, workingDirectory })
  expect(error.code).toBe('PB_CONFIG_INVALID')
  expect(error.fields).toEqual([
    { pointer: 'prot', message: expect.stringContaining('(argument)') },
    {
      pointer: 'PROMPTBIN_LOG_LEVEL',
      message: expect.stringContaining('Did you mean PROMPTBIN_LOGGING_LEVEL?'),
    },
    {
      pointer: 'web.colour',
      message: expect.stringContaining('is not a setting (promptbin-config.yaml line 3, column 3)'),
    },
    {
      pointer: 'mode',
      message:
        'must be one of production, development, but environment PROMPTBIN_MODE says "staging".',
    },
    {
      pointer: 'web.port',
      message:
        'must be a port from 0 to 65535 (0: any free one), but promptbin-config.yaml line 2, column 9 says "50x".',
    },
    {
      pointer: 'mcp.request_timeout',
      message: expect.stringContaining('but promptbin-config.yaml line 5, column 20 says "soon".'),
    },
    {
      pointer: 'supervisor.port',
      message: expect.stringContaining('but argument --supervisor-port says 70000.'),
    },
  ])
  expect(error.message).toBe(
    'The configuration cannot be used because of prot, PROMPTBIN_LOG_LEVEL, web.colour, mode, ' +
      'web.port, mcp.request_timeout, supervisor.port.',
  )
})

test.each(['web.prot', 'wbe', 'web-port', 'web.request_timeout', 'logging.levl'])(
  'the unknown key %s gets a suggestion',
  (key) => {
    const text = `${JSON.stringify(key.split('.')[0])}: ${key.includes('.') ? `{ ${key.split('.')[1]}: 1 }` : 1}`
    const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': text })
    const [field] = refusalOf({ environment: {}, workingDirectory }).fields
    expect(field?.pointer).toBe(key)
    expect(field?.message).toMatch(/Did you mean \S+\?$/)
  },
)

test('an unknown key that resembles nothing gets no suggestion, and its value is not shown', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'zzzzzz: hunter2\n' })
  const error = refusalOf({ environment: {}, workingDirectory })
  expect(error.fields).toHaveLength(1)
  expect(JSON.stringify(error.fields)).not.toMatch(/Did you mean|hunter2/)
})

test('a host that others can reach has a code of its own when nothing else is wrong', () => {
  const workingDirectory = temporaryFolder()
  const open = { webHost: '0.0.0.0', mcpHost: '192.168.1.2' }
  const alone = refusalOf({ arguments: open, environment: {}, workingDirectory })
  expect(alone.code).toBe('PB_CONFIG_NOT_LOOPBACK')
  expect(alone.fields.map(({ pointer }) => pointer)).toEqual(['web.host', 'mcp.host'])
  const given = { ...open, webPort: -1 }
  const mixed = refusalOf({ arguments: given, environment: {}, workingDirectory })
  expect(mixed.code).toBe('PB_CONFIG_INVALID')
  expect(mixed.fields).toHaveLength(3)
})

test('a setting under its older and its present name at once is refused', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.yaml': 'flask: { port: 1 }\nweb: { port: 2 }\n',
  })
  const { fields } = refusalOf({ environment: {}, workingDirectory })
  expect(fields).toEqual([
    {
      pointer: 'web.port',
      message: expect.stringMatching(/line 1, column 16; .* line 2, column 14/),
    },
  ])
})

test('a value where a group belongs, and a group where a value belongs, are refused', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.yaml': 'web: 5000\nmcp:\n  port: { a: 1 }\n',
  })
  const { fields } = refusalOf({ environment: {}, workingDirectory })
  expect(fields.map(({ pointer }) => pointer)).toEqual(['web', 'mcp.port'])
})

test('whatever a variable says, the answer is a configuration or a refusal in words', () => {
  const workingDirectory = temporaryFolder()
  const name = fc.constantFrom('WEB_PORT', 'MODE', 'DATA_DIR', 'MCP_WEB_URL', 'MCP_HOST', 'X', '')
  fc.assert(
    fc.property(name, fc.string({ unit: 'binary' }), (suffix, value) => {
      const environment = { [`PROMPTBIN_${suffix}`]: value }
      try {
        expect(loadConfig({ environment, workingDirectory })).toBeDefined()
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^PB_CONFIG_/) })
      }
    }),
  )
})
