import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { classifyEnd, ERROR_LINES_KEPT, type ProcessEnd } from './classify-end.ts'

/** How a program of Node really ends. */
function endOf(args: readonly string[], livedMs = 0): ProcessEnd {
  // Node writes in colours where its environment asks for them, which is no reason not to read it.
  const env = { FORCE_COLOR: '1' }
  const {
    status: code,
    signal,
    stderr,
  } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env,
  })
  return { code, signal, livedMs, lastErrorLines: stderr.split('\n').slice(-ERROR_LINES_KEPT) }
}

test('an exit code and a signal tell what they are', () => {
  expect(classifyEnd({ code: 1, signal: null, livedMs: 5 })).toEqual({
    kind: 'exit',
    code: 1,
    livedMs: 5,
  })
  expect(classifyEnd({ code: null, signal: 'SIGKILL', livedMs: 5 })).toEqual({
    kind: 'signal',
    signal: 'SIGKILL',
    livedMs: 5,
  })
  expect(classifyEnd({ code: 78, signal: null, livedMs: 0 })).toEqual({ kind: 'bad-configuration' })
})

test('a process that fills its heap is out of memory', () => {
  const script = 'const all = []; for (;;) all.push(new Array(1000).fill({}))'
  const end = endOf(['--max-old-space-size=10', '-e', script], 7)
  expect(end).toMatchObject({ code: null, signal: 'SIGABRT' })
  expect(classifyEnd(end)).toEqual({ kind: 'out-of-memory', of: 'heap', livedMs: 7 })
  const underShell = { ...end, code: 134, signal: null }
  expect(classifyEnd(underShell)).toMatchObject({ kind: 'out-of-memory' })
})

test('another abort is a crash', () => {
  const end = endOf(['-e', 'process.abort()'])
  expect(classifyEnd(end)).toMatchObject({ kind: 'signal', signal: 'SIGABRT' })
})

test('SIGKILL is for want of memory when the kernel says so, and else is what it is', () => {
  const end = { code: null, signal: 'SIGKILL', livedMs: 7 }
  expect(classifyEnd({ ...end, wasOomKilled: true })).toEqual({
    kind: 'out-of-memory',
    of: 'machine',
    livedMs: 7,
  })
  expect(classifyEnd({ ...end, wasOomKilled: false })).toMatchObject({ kind: 'signal' })
  const terminated = { code: null, signal: 'SIGTERM', livedMs: 7, wasOomKilled: true }
  expect(classifyEnd(terminated)).toMatchObject({ kind: 'signal' })
})

test.each([
  ['ERR_MODULE_NOT_FOUND', ['--input-type=module', '-e', 'import "not-installed"']],
  ['MODULE_NOT_FOUND', ['/not/there.ts']],
])('a missing module is a missing dependency: %s', (code, args) => {
  expect(classifyEnd(endOf(args))).toEqual({ kind: 'dependency-missing', code })
})

test('a library that needs another version is refused, whatever starts', () => {
  const complaint = ['PB_STORE_NEWER: The library was written by a newer PromptBin.', 'Install it.']
  const end = { code: 1, signal: null, livedMs: 0, lastErrorLines: complaint }
  expect(classifyEnd(end)).toEqual({ kind: 'library-refused', code: 'PB_STORE_NEWER' })
})

test('a port that another program holds is told from the complaint', () => {
  const complaint = [
    'PB_PORT_TAKEN: Port 5000 on 127.0.0.1 is in use by another program.',
    'Stop it.',
  ]
  const end = { code: 1, signal: null, livedMs: 0, lastErrorLines: complaint }
  expect(classifyEnd(end)).toEqual({ kind: 'port-taken' })
})

test('a port that another program holds is told from what Node writes', () => {
  const script = `
    const first = require('node:net').createServer().listen(0, '127.0.0.1', () => {
      require('node:net').createServer().listen(first.address().port, '127.0.0.1')
    })`
  expect(classifyEnd(endOf(['-e', script]))).toEqual({ kind: 'port-taken' })
})

test('what a process needs and cannot reach is told from the complaint', () => {
  const lastErrorLines = ['PB_LIBRARY_UNREACHABLE: The prompt library cannot be reached.']
  const end = { code: 1, signal: null, livedMs: 0, lastErrorLines }
  expect(classifyEnd(end)).toEqual({ kind: 'dependency-missing', code: 'PB_LIBRARY_UNREACHABLE' })
})

test('a complaint of a process that was ready means another thing', () => {
  const lastErrorLines = ['PB_PORT_TAKEN: Port 5300 is in use.']
  const end = { code: 1, signal: null, livedMs: 1, lastErrorLines }
  expect(classifyEnd(end)).toEqual({ kind: 'exit', code: 1, livedMs: 1 })
})

test('an unknown complaint is an exit', () => {
  const lastErrorLines = ['PB_TEST_BROKEN: The disk is missing.', 'about PB_PORT_TAKEN: no.']
  const end = { code: 1, signal: null, livedMs: 0, lastErrorLines }
  expect(classifyEnd(end)).toEqual({ kind: 'exit', code: 1, livedMs: 0 })
})
