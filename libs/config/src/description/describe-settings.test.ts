import { expect, test } from 'vitest'
import { formats } from '../formats/formats.ts'
import { settings } from '../settings.ts'
import { describeSettings, explainSetting } from './describe-settings.ts'

test('every setting says what it takes, and what it takes by default', () => {
  const described = describeSettings()
  expect(described.map(({ key }) => key)).toEqual(settings.map(({ key }) => key))
  for (const { key, accepts, doc } of described) {
    expect(accepts, key).toMatch(/^\S.*\S$/)
    expect(doc, key).toMatch(/^[A-Z].*\.$/)
  }
})

test.each(describeSettings())('the example and the default of $key are right', (setting) => {
  const { format, minimum, maximum } = setting
  const limits = { ...(minimum && { minimum }), ...(maximum && { maximum }) }
  for (const written of [setting.example, setting.default]) {
    const value = formats[format].coerce(written, '/')
    expect(formats[format].expected(value, limits)).toBeUndefined()
  }
})

test('a setting is told with its limits, its variable and how a change acts', () => {
  expect(explainSetting('mcp.request_timeout')).toEqual({
    key: 'mcp.request_timeout',
    olderKeys: [],
    section: 'mcp',
    doc: expect.any(String),
    format: 'duration',
    accepts: 'a duration such as 30 (seconds), 500ms, 30s, 5m or 6h, from 100ms to 24d',
    default: '30s',
    minimum: '100ms',
    maximum: null,
    variable: 'PROMPTBIN_MCP_REQUEST_TIMEOUT',
    change: 'live',
    sensitive: false,
    example: '30s',
  })
})

test.each(['web.port', 'flask.port', 'PROMPTBIN_WEB_PORT', '--web-port', 'PROMPTBIN_FLASK_PORT'])(
  '%s is understood as the port of prompt-web',
  (name) => {
    expect(explainSetting(name).key).toBe('web.port')
  },
)

test('a key that does not exist is refused with what is spelt like it', () => {
  expect(() => explainSetting('web.prot')).toThrow(
    '"web.prot" is not a setting. Did you mean web.port?',
  )
  expect(() => explainSetting('zzzzzzzzz')).toThrow(/^"zzzzzzzzz" is not a setting\.$/)
})
