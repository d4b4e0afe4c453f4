import { loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { isLoginRequired } from './is-login-required.ts'

test.each([
  ['127.0.0.1', {}, false],
  ['::1', {}, false],
  ['127.0.0.1', { PROMPTBIN_AUTH_LOGIN: 'always' }, true],
  ['127.0.0.1', { PROMPTBIN_AUTH_TRUSTED_PROXIES: '127.0.0.1' }, true],
  ['192.168.1.2', {}, true],
])('a service that listens at %s with %j asks for a login: %s', (host, environment, isRequired) => {
  expect(isLoginRequired(loadConfig({ environment, workingDirectory: '/nowhere' }), host)).toBe(
    isRequired,
  )
})
