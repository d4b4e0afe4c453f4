import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadConfig } from '../load-config.ts'
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
