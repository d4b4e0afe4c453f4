import { expect, test } from 'vitest'
import { childEnvironment, failpointsAsked, loadConfig } from './index.ts'

const given = {
  PATH: '/usr/bin',
  PROMPTBIN_FLASK_PORT: '5555',
  PROMPTBIN_CONFIG: '/nowhere.yaml',
  PROMPTBIN_DATA_DIR: '/tmp/library',
}
const read = (environment: Readonly<Record<string, string | undefined>>) =>
  loadConfig({ environment, workingDirectory: '/' })

test('a child sees the same configuration and looks for no file', () => {
  const { PROMPTBIN_CONFIG: _, ...readable } = given
  const config = read(readable)
  const variables = childEnvironment({ ...config, web: { ...config.web, port: 5001 } }, given)
  expect(variables['PROMPTBIN_CONFIG']).toBeUndefined()
  expect(read(variables)).toEqual({ ...config, web: { ...config.web, port: 5001 } })
})

test('what is not ours is passed on', () => {
  expect(childEnvironment(read({}), given)).toMatchObject({ PATH: '/usr/bin' })
})

test.each([
  ['development', 'store.opening=abort'],
  ['production', undefined],
])('what is to fail is passed on in %s: %s', (mode, passedOn) => {
  const variables = { PROMPTBIN_MODE: mode, PROMPTBIN_FAILPOINTS: 'store.opening=abort' }
  const config = read(variables)
  expect(failpointsAsked(config, variables)).toBe(passedOn)
  expect(childEnvironment(config, variables)['PROMPTBIN_FAILPOINTS']).toBe(passedOn)
})
