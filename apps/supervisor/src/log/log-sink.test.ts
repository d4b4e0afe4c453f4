import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLogSink } from './log-sink.ts'

/** A file on a disk that is slow, or that fails. */
function createFile(write: (done: (error?: Error) => void) => void) {
  const lines: string[] = []
  const file = new Writable({
    highWaterMark: 10,
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      write(done)
    },
  })
  return { file, lines }
}

test('lines go to the file and to the echo', async () => {
  const { file, lines } = createFile((done) => done())
  const echoed: string[] = []
  const sink = createLogSink({ file, echo: { write: (text) => echoed.push(text) } })
  sink.write('one')
  await sink.close()
  expect(lines).toEqual(['one\n'])
  expect(echoed).toEqual(['one\n'])
})

test('a slow disk makes the writer wait', async () => {
  const waiting: (() => void)[] = []
  const { file } = createFile((done) => waiting.push(done))
  const sink = createLogSink({ file })
  sink.write('more than ten bytes')
  let isSettled = false
  const settled = sink.settled().then(() => {
    isSettled = true
  })
  await Promise.resolve()
  expect(isSettled).toBe(false)
  for (const done of waiting) done()
  await settled
})

test('a disk that fails stops the log, and neither the writer nor the echo', async () => {
  const { file } = createFile((done) => done(new Error('no space left on device')))
  const echoed: string[] = []
  const sink = createLogSink({ file, echo: { write: (text) => echoed.push(text) } })
  sink.write('more than ten bytes')
  await new Promise((resolve) => file.once('close', resolve))
  sink.write('another line')
  await sink.settled()
  await sink.close()
  expect(echoed).toEqual(['more than ten bytes\n', 'another line\n'])
})
