import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifyError } from './identify-error.ts'
import { normaliseMessage } from './normalise-message.ts'
import { ownFrames } from './own-frames.ts'

describe('a message loses what differs from one time to the next', () => {
  test.each([
    ['There is no prompt named "greeting-7".', 'There is no prompt named <text>.'],
    ["cannot open '/home/me/a.db'", 'cannot open <text>'],
    ["it can't be read, and doesn't say why", "it can't be read, and doesn't say why"],
    ['ENOENT: no such file, open /var/lib/prompts/x.db', 'ENOENT: no such file, open <path>'],
    ['cannot read C:\\Users\\me\\x.db now', 'cannot read <path> now'],
    ['connect ECONNREFUSED 127.0.0.1:5000', 'connect ECONNREFUSED <address>'],
    [
      'no answer from http://127.0.0.1:5000/api?x=1 in 2500 ms',
      'no answer from <url> in <value> ms',
    ],
    ['request 0192f3a4-7b1c-7d00-8000-3b241101e2bb failed', 'request <value> failed'],
    ['session 3f9a is gone', 'session <value> is gone'],
    ['at 2026-11-22T12:00:00.123Z it broke', 'at <time> it broke'],
    ['worker-3 used 1.5GB', 'worker-<value> used <value>'],
    ['read or write/both', 'read or write/both'],
    ['failed\n  and\tagain', 'failed and again'],
  ])('%s', (message, normalised) => {
    expect(normaliseMessage(message)).toBe(normalised)
  })

  test('no number is left of any message, and nothing changes the second time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 700, unit: 'grapheme' }), (message) => {
        const once = normaliseMessage(message)
        expect(once).not.toMatch(/\d/)
        expect(once.length).toBeLessThanOrEqual(300)
        expect(normaliseMessage(once)).toBe(once)
      }),
    )
  })

  test('ids, numbers, paths and quoted values in a sentence never make another kind', () => {
    const values = fc.record({
      id: fc.uuid(),
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/),
      count: fc.integer(),
      path: fc.stringMatching(/^(\/[a-zA-Z0-9._-]{1,20}){1,6}$/),
    })
    const sentence = ({ id, name, count, path }: { [key: string]: string | number }) =>
      `Prompt "${name}" (${id}) was not saved to ${path} after ${count} ms`
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(normaliseMessage(sentence(one))).toBe(normaliseMessage(sentence(other)))
      }),
    )
  })

  test('a text made to slow the patterns down does not', () => {
    for (const part of ['/', 'a/', '1.', 'ab1-', '"', "'x", 'http://', 'a'.repeat(9), '0-']) {
      const started = process.cpuUsage()
      for (let times = 0; times < 20; times++) normaliseMessage(part.repeat(5000))
      expect(process.cpuUsage(started).user / 1000, part).toBeLessThan(500)
    }
  })
})

describe('the functions of a stack', () => {
  const bundled = (line: number) =>
    [
      'TypeError: cannot read "a"',
      `    at readRow3 (file:///opt/promptbin/apps/prompt-web/dist/chunk-A1B2.js:${line}:17)`,
      `    at async Store.read [as run] (file:///opt/promptbin/dist/main.js:${line + 4}:9)`,
      '    at async Object.handle (/opt/promptbin/node_modules/fastify/lib/route.js:1:2)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)',
      `    at file:///opt/promptbin/dist/main.js:${line}:1`,
      `    at new Server (file:///opt/promptbin/dist/main.js:${line}:1)`,
      `    at deeper (file:///opt/promptbin/dist/main.js:${line}:1)`,
    ].join('\n')

  test('are ours, without lines, files and numbers of a bundler', () => {
    expect(ownFrames(bundled(10))).toEqual(['readRow', 'Store.read', 'Server'])
  })

  test('tell apart what has the same message, and not the builds', () => {
    const type = 'TypeError'
    const message = 'cannot read "a"'
    const of = (stack: string) => identifyError({ type, message, stack }).fingerprint
    expect(of(bundled(10))).toBe(of(bundled(900)))
    expect(of(bundled(10))).not.toBe(of('TypeError\n    at writeRow (file:///x/main.js:1:2)'))
  })
})

test('a code of ours is the whole identity, one of the system together with its message', () => {
  const type = 'PromptBinError'
  const ours = (message: string, stack?: string) =>
    identifyError({ type, message, code: 'PB_STORE_FULL', stack }).fingerprint
  expect(ours('a', 'x\n    at f (file:///a.js:1:1)')).toBe(ours('b'))
  const system = (message: string, stack?: string) =>
    identifyError({ type: 'Error', message, code: 'ENOSPC', stack }).fingerprint
  expect(system('write', 'x\n    at f (file:///a.js:1:1)')).toBe(system('write'))
  expect(system('write')).not.toBe(system('fsync'))
  expect(ours('a')).toMatch(/^[0-9a-f]{16}$/)
})
