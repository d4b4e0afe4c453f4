import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PatientOutput } from './patient-output.ts'

/** A pipe of which the reader takes some bytes at each time that somebody sleeps. */
function createPipe(room: number, takenPerSleep: () => number) {
  let free = room
  let nowMs = 0
  const pipe = {
    text: '',
    sleptMs: 0,
    isClosed: false,
    output: new PatientOutput({
      write: (bytes) => {
        if (pipe.isClosed) throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
        if (free === 0) throw Object.assign(new Error('write EAGAIN'), { code: 'EAGAIN' })
        const taken = Math.min(free, bytes.length)
        pipe.text += Buffer.from(bytes.subarray(0, taken)).toString('latin1')
        free -= taken
        return taken
      },
      now: () => nowMs,
      sleep: (ms) => {
        nowMs += ms
        pipe.sleptMs += ms
        free = Math.min(room, free + takenPerSleep())
      },
    }),
    /** The reader takes all that there is. */
    drain: () => {
      free = room
    },
  }
  return pipe
}

test('every line arrives whole at a reader that is slow', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 64 }), (lengths, room) => {
      const pipe = createPipe(room, () => 1 + (lengths.length % room))
      const lines = lengths.map((length, index) => `${index} ${'x'.repeat(length)}\n`)
      for (const line of lines) pipe.output.write(line)
      expect(pipe.text).toBe(lines.join(''))
      expect(pipe.output.lostLines).toBe(0)
    }),
  )
})

test('a reader that is only a moment late costs a moment', () => {
  const pipe = createPipe(10, () => 10)
  for (let line = 0; line < 100; line += 1) pipe.output.write('123456789\n')
  expect(pipe.sleptMs).toBeLessThan(100)
})

test('a reader that has stopped is waited for once, costs lines, and gets whole ones later', () => {
  const pipe = createPipe(25, () => 0)
  const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index}\n`)
  for (const line of lines.slice(0, 500)) pipe.output.write(line)
  expect(pipe.sleptMs).toBeGreaterThan(900)
  expect(pipe.sleptMs).toBeLessThan(1_100)
  for (const line of lines.slice(500)) {
    pipe.drain()
    pipe.output.write(line)
  }
  const arrived = pipe.text.trimEnd().split('\n')
  expect(arrived.every((line) => lines.includes(`${line}\n`))).toBe(true)
  expect(arrived.at(-1)).toBe('line 999')
  expect(arrived.length + pipe.output.lostLines).toBe(1_000)
  expect(pipe.output.lostLines).toBeGreaterThan(490)
})

test('a reader that has gone costs lines and no time', () => {
  const pipe = createPipe(10, () => 0)
  pipe.isClosed = true
  for (let line = 0; line < 10; line += 1) pipe.output.write('x\n')
  expect(pipe.output.lostLines).toBe(10)
  expect(pipe.sleptMs).toBe(0)
})
