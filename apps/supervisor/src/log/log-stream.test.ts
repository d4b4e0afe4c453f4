import { expect, test } from 'vitest'
import { type LogLine, type LogLineDraft, LogStream } from './log-stream.ts'

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
  stream.publish(draft('one'))
  const [line] = stream.recent
  expect(line?.fields()).toBe(line?.fields())
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
    const held = stream.recent.reduce((sum, { text }) => sum + text.length, 0)
    expect(held).toBeLessThanOrEqual(10_000)
  }
  expect(stream.recent.at(-1)?.seq).toBe(5_000)
  expect(stream.recent.length).toBeGreaterThan(20)
  const [first] = stream.recent
  expect(stream.recent.every(({ seq }, index) => seq === (first?.seq ?? 0) + index)).toBe(true)
})
