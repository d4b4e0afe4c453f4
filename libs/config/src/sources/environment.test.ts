import { expect, test, vi } from 'vitest'
import { refusalOf } from '../../test/refusal-of.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadConfig } from '../loading/load-config.ts'
import { isSupervised } from './environment.ts'

test('the environment of this process is read unless another is given', () => {
  vi.stubEnv('PROMPTBIN_WEB_PORT', '6003')
  vi.stubEnv('PROMPTBIN_SUPERVISED', '1')
  const workingDirectory = temporaryFolder()
  expect(loadConfig({ workingDirectory }).web.port).toBe(6003)
  expect(loadConfig({ workingDirectory, environment: {} }).web.port).toBe(5000)
  expect(isSupervised()).toBe(true)
  vi.unstubAllEnvs()
})

test('only PROMPTBIN_SUPERVISED=1 means a supervisor', () => {
  expect(isSupervised({ PROMPTBIN_SUPERVISED: '1' })).toBe(true)
  expect(isSupervised({ PROMPTBIN_SUPERVISED: '' })).toBe(false)
  expect(isSupervised({})).toBe(false)
})

test('variables of other programs are left alone', () => {
  const environment = { PATH: '/bin', PROMPTBINX: '1', MY_PROMPTBIN_PORT: '1' }
  expect(loadConfig({ environment, workingDirectory: temporaryFolder() }).web.port).toBe(5000)
})

test('a value may stand in a file that a variable names, behind the variable itself', () => {
  const workingDirectory = temporaryFolder({ port: '6004\n', other: '6005' })
  const files = { PROMPTBIN_WEB_PORT_FILE: 'port', PROMPTBIN_MCP_PORT_FILE: 'other' }
  const environment = { ...files, PROMPTBIN_MCP_PORT: '6006' }
  const config = loadConfig({ environment, workingDirectory })
  expect(config.web.port).toBe(6004)
  expect(config.mcp.port).toBe(6006)
})

test('such a file that cannot be read is told of by the name of its variable', () => {
  const environment = { PROMPTBIN_WEB_PORT_FILE: '/nowhere/port' }
  const { fields } = refusalOf({ environment, workingDirectory: temporaryFolder() })
  expect(fields).toEqual([
    {
      pointer: 'PROMPTBIN_WEB_PORT_FILE',
      message: expect.stringContaining('there is no such file'),
    },
  ])
  expect(JSON.stringify(fields)).not.toContain('nowhere')
})
