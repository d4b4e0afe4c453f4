import { expect, test } from 'vitest'
import { isLoopback } from './loopback.ts'

test.each(['127.0.0.1', '127.9.8.7', '::1', '0:0:0:0:0:0:0:1', '[::1]', 'localhost', 'LOCALHOST'])(
  '%s is reached from this machine only',
  (host) => {
    expect(isLoopback(host)).toBe(true)
  },
)

test.each([
  '0.0.0.0',
  '::',
  '[::]',
  '192.168.1.2',
  '128.0.0.1',
  '::ffff:10.0.0.1',
  'fe80::1%lo',
  'localhost.example.org',
  '127.0.0.1.example.org',
  '127.1',
  '0177.0.0.1',
  '',
])('"%s" may be reached from elsewhere', (host) => {
  expect(isLoopback(host)).toBe(false)
})
