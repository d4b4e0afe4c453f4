import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PatientOutput } from './patient-output.ts'

/** A pipe of which the reader takes some bytes at each time that somebody sleeps. */
function createPipe(room: number, takenPerSleep: () => number) {
  let free = room
  let nowMs = 0
  const due: (() => void)[] = []
  const pipe = {
    text: '',
    sleptMs: 0,
    /** How long lines were to wait for others, each time. */
    waitsMs: [] as number[],
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
      later: (ms, action) => {
        pipe.waitsMs.push(ms)
        due.push(action)
      },
    }),
    /** A moment passes. */
    turn: () => {
      for (const action of due.splice(0)) action()
    },
    /** The time of the wait that began first is over. */
    endFirstWait: () => due.shift()?.(),
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

const lineOf = (level: string, text: string | number) => `{"level":"${level}","msg":"${text}"}\n`

test('lines of one moment are one write; one that tells of trouble is written at once, after them', () => {
  const pipe = createPipe(1_000, () => 0)
  pipe.output.write(lineOf('info', 1))
  pipe.output.write(lineOf('debug', 2))
  expect(pipe.text).toBe('')
  pipe.output.write(lineOf('error', 3))
  expect(pipe.text).toBe(lineOf('info', 1) + lineOf('debug', 2) + lineOf('error', 3))
  pipe.output.write(lineOf('info', 4))
  pipe.turn()
  expect(pipe.text).toContain(lineOf('info', 4))
})

test('lines wait the longer the more of them come, and a lone one hardly', () => {
  const pipe = createPipe(1e6, () => 0)
  for (const lines of [1, 1, 3, 3, 3, 3, 3, 1, 1]) {
    for (let count = 0; count < lines; count += 1) pipe.output.write(lineOf('info', count))
    pipe.turn()
  }
  expect(pipe.waitsMs).toEqual([5, 5, 5, 10, 20, 40, 40, 40, 5])
})

test('lines that were many are written before their time, and the next ones wait for all of theirs', () => {
  const pipe = createPipe(1e6, () => 0)
  const line = lineOf('info', 'x'.repeat(1_000))
  while (pipe.text === '') pipe.output.write(line)
  const written = pipe.text
  pipe.endFirstWait()
  expect(pipe.text).toBe(written)
  pipe.endFirstWait()
  expect(pipe.text.length).toBeGreaterThan(written.length)
})

test('a line that is longer than all that is gathered is written, after those before it', () => {
  const pipe = createPipe(1e6, () => 0)
  const [short, long] = [lineOf('info', 'ü'), lineOf('info', 'ü'.repeat(100_000))]
  pipe.output.write(short)
  pipe.output.write(long)
  pipe.output.flush()
  expect(pipe.text).toBe(Buffer.from(short + long).toString('latin1'))
})

test('a moment that does not end does not fill the memory', () => {
  const pipe = createPipe(1e6, () => 0)
  const line = lineOf('info', 'x'.repeat(1_000))
  for (let count = 0; count < 100; count += 1) pipe.output.write(line)
  expect(pipe.text.length).toBeGreaterThan(30 * line.length)
})

test('of lines that are written together whole ones arrive, and the others are counted', () => {
  const turns = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(turns, fc.integer({ min: 1, max: 300 }), (sizes, room) => {
      const pipe = createPipe(room, () => 0)
      let sent = 0
      for (const size of sizes) {
        for (let count = 0; count < size; count += 1) pipe.output.write(lineOf('info', sent++))
        pipe.turn()
        pipe.drain()
      }
      // What is left of a line that was begun comes with the next one.
      while (!pipe.text.endsWith(lineOf('warn', 'last'))) {
        pipe.drain()
        pipe.output.write(lineOf('warn', 'last'))
        sent += 1
        pipe.drain()
        if (room < 60) return
      }
      const arrived = pipe.text.trimEnd().split('\n')
      for (const line of arrived) expect(() => JSON.parse(line)).not.toThrow()
      expect(arrived.length + pipe.output.lostLines).toBe(sent)
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
