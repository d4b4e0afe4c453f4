import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Echo } from './bounded-echo.ts'
import { openInstanceLog } from './instance-log.ts'

const logging = {
  level: 'info',
  format: 'json',
  rotation: 'daily',
  keepFiles: 5,
  maxTotalBytes: 1_000_000,
} as const

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-instance-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function createEcho(): Echo & { readonly lines: string[] } {
  const lines: string[] = []
  return { lines, write: (text) => lines.push(...(text.match(/.*\n/g) ?? [])) }
}

const printed = { service: 'prompt-web', worker: 1, pid: 4711, stream: 'stdout' } as const
const linesIn = (folder: string) =>
  readFileSync(join(folder, 'promptbin.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

test('its own lines and those of its services stand in one order, also over a stop', async () => {
  const folder = createFolder()
  for (const name of ['first', 'second']) {
    const log = await openInstanceLog({ folder, logging, echo: undefined })
    log.logger.info(`${name} start`)
    await log.print({ ...printed, text: `${name} says something` })
    await log.close()
  }
  expect(linesIn(folder)).toMatchObject([
    { seq: 1, service: 'supervisor', msg: 'first start', pid: process.pid },
    { seq: 2, service: 'prompt-web', worker: 1, msg: 'first says something', pid: 4711 },
    { seq: 3, service: 'supervisor', msg: 'second start' },
    { seq: 4, service: 'prompt-web', worker: 1, msg: 'second says something' },
  ])
})

test('the echo has the same lines, or pretty ones; the file is JSON in any case', async () => {
  const folder = createFolder()
  const echo = createEcho()
  const log = await openInstanceLog({ folder, logging, echo })
  await log.print({ ...printed, text: 'one' })
  log.configure({ ...logging, format: 'pretty' })
  await log.print({ ...printed, text: 'two' })
  await log.close()
  const [first, second] = echo.lines
  expect(JSON.parse(first ?? '')).toEqual(linesIn(folder)[0])
  expect(second).toMatch(/^\S+Z INFO {2}prompt-web\/1 two stream=stdout\n$/)
  expect(linesIn(folder)).toHaveLength(2)
})

test('another level holds for its own lines from then on', async () => {
  const folder = createFolder()
  const log = await openInstanceLog({ folder, logging, echo: undefined })
  log.logger.debug('not told')
  log.configure({ ...logging, level: 'debug' })
  log.logger.debug('told')
  await log.close()
  expect(linesIn(folder).map(({ msg }) => msg)).toEqual(['told'])
})

test('a folder that takes no file harms neither who writes nor who listens', async () => {
  const folder = join(createFolder(), 'file')
  writeFileSync(folder, '')
  const echo = createEcho()
  const log = await openInstanceLog({ folder, logging, echo })
  const heard: unknown[] = []
  log.stream.onLine((line) => heard.push(line.fields()['event'] ?? line.fields()['msg']))
  await log.print({ ...printed, text: 'one' })
  await log.flush()
  await log.print({ ...printed, text: 'two' })
  await log.close()
  expect(heard).toEqual(['one', 'log.unwritable', 'two'])
  expect(echo.lines).toHaveLength(3)
  expect(log.figures()).toMatchObject([{ sink: 'file', lostLines: { unwritable: 3 } }, {}])
})

test('a reader of standard output that has stopped costs lines, not memory', async () => {
  const folder = createFolder()
  let writableLength = 0
  const echo: Echo = {
    write: (text) => {
      writableLength += text.length
    },
    get writableLength() {
      return writableLength
    },
  }
  const log = await openInstanceLog({ folder, logging, echo })
  for (let index = 0; index < 5_000; index += 1) {
    await log.print({ ...printed, text: `${index} ${'x'.repeat(1_000)}` })
  }
  await log.close()
  expect(writableLength).toBeLessThan(1.1 * 2 ** 20)
  const [file, stdout] = log.figures()
  expect(file?.lostLines).toEqual({ unwritable: 0 })
  expect(stdout?.lostLines['unread']).toBeGreaterThan(3_500)
})

const requestLine = (id: string, { level = 'info', service = 'prompt-web', tail = '' } = {}) =>
  `{"level":"${level}","time":"2026-11-22T12:00:00.000Z","service":"${service}","pid":4711,"version":"1.2.3",` +
  `"request_id":"${id}","trace_id":"${'a'.repeat(32)}","event":"http.request","method":"GET",` +
  `"route":"/api/v1/prompts","status":200,"duration_ms":1.5,"msg":"request"${tail}}`

test('lines that arrive together keep their order, whatever stands among those of requests', async () => {
  const folder = createFolder()
  const log = await openInstanceLog({ folder, logging, echo: undefined })
  const heard: unknown[] = []
  log.stream.onLine((line) => heard.push(line.fields()['msg']), { requests: false })
  const failed = requestLine('three').replace('info', 'error').replace('"request"', '"failed"')
  await log.print({ ...printed, text: [requestLine('one'), requestLine('two')].join('\n') })
  await log.print({ ...printed, text: [requestLine('three'), failed, requestLine('x')].join('\n') })
  await log.close()
  expect(linesIn(folder)).toMatchObject([
    { seq: 1, worker: 1, service: 'prompt-web', request_id: 'one' },
    { seq: 2, request_id: 'two' },
    { seq: 3, request_id: 'three', level: 'info' },
    { seq: 4, request_id: 'three', level: 'error' },
    { seq: 5, request_id: 'x' },
  ])
  expect(heard).toEqual(['failed'])
})

test.each([
  ['another service', { service: 'supervisor' }],
  ['a service that it names at its end', { tail: ',"service":"supervisor"' }],
  ['a number of the log', { tail: ',"seq":1000' }],
])('among the lines of requests none pretends to be from %s', async (_what, lie) => {
  const folder = createFolder()
  const log = await openInstanceLog({ folder, logging, echo: undefined })
  await log.print({ ...printed, text: [requestLine('one'), requestLine('two', lie)].join('\n') })
  await log.close()
  expect(linesIn(folder)).toMatchObject([
    { seq: 1, service: 'prompt-web', request_id: 'one' },
    { seq: 2, service: 'prompt-web', pid: 4711, stream: 'stdout', request_id: 'two' },
  ])
})
