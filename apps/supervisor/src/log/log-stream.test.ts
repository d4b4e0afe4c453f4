import { expect, test } from 'vitest'
import { type LogBlock, type LogLine, type LogLineDraft, LogStream } from './log-stream.ts'

function draft(message: string, of: Partial<LogLineDraft> = {}): LogLineDraft {
  const head = { level: 'info', time: '2026-11-22T12:00:00.000Z', service: 'prompt-web' } as const
  return { ...head, worker: 0, json: JSON.stringify({ ...head, msg: message }), ...of }
}

test('lines get numbers that go on after those from before, and their place', () => {
  const stream = new LogStream({ lastSeq: 41 })
  const lines: LogLine[] = []
  const stop = stream.onLine((line) => lines.push(line))
  stream.publish(draft('one'))
  stream.publish(draft('two', { worker: null }))
  stop()
  stream.publish(draft('three'))
  expect(lines.map(({ seq }) => seq)).toEqual([42, 43])
  expect(lines[0]?.fields()).toMatchObject({ seq: 42, worker: 0, level: 'info', msg: 'one' })
  expect(lines[1]?.fields()).not.toHaveProperty('worker')
  expect(stream.lastSeq).toBe(44)
})

test('a line is parsed once, when somebody asks', () => {
  const stream = new LogStream({ lastSeq: 0 })
  const lines: LogLine[] = []
  stream.onLine((line) => lines.push(line))
  stream.publish(draft('one'))
  expect(lines[0]?.fields()).toBe(lines[0]?.fields())
})

test('all who listen hear the same order, also when one of them logs', () => {
  const stream = new LogStream({ lastSeq: 0 })
  const heard: [string, number][] = []
  stream.onLine(({ seq }) => {
    heard.push(['first', seq])
    if (seq === 1) stream.publish(draft('an answer'))
  })
  stream.onLine(({ seq }) => heard.push(['second', seq]))
  stream.publish(draft('a question'))
  expect(heard).toEqual([
    ['first', 1],
    ['second', 1],
    ['first', 2],
    ['second', 2],
  ])
})

test('a listener that throws harms nobody', () => {
  const stream = new LogStream({ lastSeq: 0 })
  const heard: number[] = []
  stream.onLine(() => {
    throw new Error('a defect')
  })
  stream.onLine(({ seq }) => heard.push(seq))
  stream.publish(draft('one'))
  stream.publish(draft('two'))
  expect(heard).toEqual([1, 2])
})

test('the newest lines are held, and no more of them than was said', () => {
  const stream = new LogStream({ lastSeq: 0, keptCharacters: 10_000 })
  for (let index = 0; index < 5_000; index += 1) {
    stream.publish(draft(`line ${index}`))
    const held = stream.newerThan(0)
    expect(held.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(10_000)
  }
  const held = stream.newerThan(0)
  expect(held.at(-1)?.seq).toBe(5_000)
  expect(held.length).toBeGreaterThan(20)
  expect(held.map(({ seq }) => seq)).toEqual(held.map((_, index) => stream.firstHeld + index))
  expect(stream.newerThan(4_998).map(({ seq }) => seq)).toEqual([4_999, 5_000])
})

test('lines of one turn are one block, whoever they are from, and in their order', async () => {
  const stream = new LogStream({ lastSeq: 6 })
  const blocks: LogBlock[] = []
  stream.onBlock((block) => blocks.push(block))
  stream.onBlock(() => {
    throw new Error('a defect')
  })
  stream.publish(draft('one'))
  stream.publishRequests(1, [draft('two').json])
  expect(stream.isGathering).toBe(true)
  expect(blocks).toEqual([])
  await new Promise(setImmediate)
  stream.publish(draft('three'))
  stream.seal()
  await new Promise(setImmediate)
  expect(stream.isGathering).toBe(false)
  expect(blocks.map(({ firstSeq, lines }) => [firstSeq, lines])).toEqual([
    [7, 2],
    [9, 1],
  ])
  const lines = blocks.flatMap(({ text }) => text.split('\n').map((line) => JSON.parse(line)))
  expect(lines).toMatchObject([
    { seq: 7, worker: 0, msg: 'one' },
    { seq: 8, worker: 1, msg: 'two' },
    { seq: 9, worker: 0, msg: 'three' },
  ])
})

test('of requests only those hear who want to, and then of all', () => {
  const stream = new LogStream({ lastSeq: 0 })
  const heard = { all: [] as unknown[], others: [] as unknown[] }
  const stop = stream.onLine((line) => heard.all.push(line.fields()['msg']))
  stream.onLine((line) => heard.others.push(line.fields()['msg']), { requests: false })
  stream.publishRequests(0, [draft('request').json])
  stream.publish(draft('other'))
  stop()
  stream.publishRequests(0, [draft('request').json])
  expect(heard).toEqual({ all: ['request', 'other'], others: ['other'] })
})
