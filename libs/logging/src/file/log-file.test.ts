import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LogFile, type LogFileHandle, type LogFileOptions } from './log-file.ts'
import { listLogParts } from './log-parts.ts'

const MEGABYTE = 1024 * 1024
const limits = { rotation: 10 * MEGABYTE, keepFiles: 5, maxTotalBytes: 60 * MEGABYTE }

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'promptbin-log-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function readLog(folder: string): Promise<string> {
  const parts = await listLogParts(folder)
  return (await Promise.all(parts.map(({ path }) => readFile(path, 'utf8')))).join('')
}

async function sizeOf(folder: string): Promise<number> {
  return (await listLogParts(folder)).reduce((sum, { bytes }) => sum + bytes, 0)
}

async function write(options: LogFileOptions, lines: readonly string[]): Promise<void> {
  const file = new LogFile(options)
  for (const line of lines) file.write(line)
  await file.close()
}

test('80 MB of lines leave at most 60 MB in six files, and no torn line', async () => {
  const folder = join(await createFolder(), 'logs')
  const file = new LogFile({ ...limits, folder })
  const text = 'x'.repeat(4_000)
  for (let index = 0; index < 20_000; index += 1) {
    file.write(JSON.stringify({ index, text }))
    await file.settled()
  }
  await file.close()

  const names = (await readdir(folder)).sort()
  expect(names).toEqual(['promptbin.log', ...[1, 2, 3, 4, 5].map((n) => `promptbin.log.${n}`)])
  expect(await sizeOf(folder)).toBeLessThanOrEqual(60 * MEGABYTE)
  expect(file.lostLines).toBe(0)
  // From the oldest file to the current one, every index follows the one before.
  const indexes = (await readLog(folder))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).index)
  expect(indexes.at(-1)).toBe(19_999)
  expect(indexes.every((value, position) => value === indexes[0] + position)).toBe(true)
})

test('whatever is written under whatever limits stays within them, whole and in order', async () => {
  const rotations = fc.oneof(
    fc.constantFrom('daily' as const, 'hourly' as const),
    fc.integer({ min: 100, max: 3_000 }),
  )
  const cases = fc.record({
    rotation: rotations,
    keepFiles: fc.integer({ min: 0, max: 6 }),
    maxTotalBytes: fc.integer({ min: 800, max: 6_000 }),
    starts: fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 80 }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({ starts, ...limits }) => {
      const folder = await mkdtemp(join(tmpdir(), 'promptbin-log-'))
      let index = 0
      for (const lengths of starts) {
        const lines = lengths.map((length) => `${index++} ${'é'.repeat(length / 2)}`)
        await write({ ...limits, folder }, lines)
      }
      const text = await readLog(folder)
      const [bytes, files] = [await sizeOf(folder), (await readdir(folder)).length]
      await rm(folder, { recursive: true })
      const indexes = text === '' ? [] : text.trimEnd().split('\n').map(Number.parseFloat)
      expect(bytes).toBeLessThanOrEqual(limits.maxTotalBytes)
      expect(files).toBeLessThanOrEqual(limits.keepFiles + 1)
      expect(indexes).toEqual(indexes.map((_, position) => index - indexes.length + position))
      if (index > 0) expect(indexes.length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['daily', '2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z'],
  ['hourly', '2026-11-22T12:59:59Z', '2026-11-22T13:00:00Z'],
] as const)('%s: the first line of the next one begins a file', async (rotation, before, after) => {
  const folder = await createFolder()
  let now = new Date(before)
  const file = new LogFile({ ...limits, folder, rotation, now: () => now })
  file.write('first')
  await file.flush()
  file.write('second')
  await file.flush()
  now = new Date(after)
  file.write('third')
  await file.close()
  expect(await readFile(join(folder, 'promptbin.log.1'), 'utf8')).toBe('first\nsecond\n')
  expect(await readFile(join(folder, 'promptbin.log'), 'utf8')).toBe('third\n')
})

test('a file of yesterday is set aside when PromptBin was stopped at midnight', async () => {
  const folder = await createFolder()
  await write({ ...limits, folder, rotation: 'daily' }, ['of yesterday'])
  const yesterday = new Date(Date.now() - 24 * 3_600_000)
  await utimes(join(folder, 'promptbin.log'), yesterday, yesterday)
  await write({ ...limits, folder, rotation: 'daily' }, ['of today'])
  expect(await readFile(join(folder, 'promptbin.log.1'), 'utf8')).toBe('of yesterday\n')
  expect(await readFile(join(folder, 'promptbin.log'), 'utf8')).toBe('of today\n')
})

test('limits that were made smaller hold from the next start on', async () => {
  const folder = await createFolder()
  const lines = Array.from({ length: 100 }, () => 'x'.repeat(99))
  await write({ folder, rotation: 1_000, keepFiles: 20, maxTotalBytes: 20_000 }, lines)
  expect(await sizeOf(folder)).toBe(10_000)
  await write({ folder, rotation: 1_000, keepFiles: 20, maxTotalBytes: 3_000 }, ['x'])
  expect(await sizeOf(folder)).toBeLessThanOrEqual(3_000)
})

test('a second start goes on in the same file, which only its owner reads', async () => {
  const folder = await createFolder()
  for (const line of ['first', 'second']) await write({ ...limits, folder }, [line])
  const path = join(folder, 'promptbin.log')
  expect(await readFile(path, 'utf8')).toBe('first\nsecond\n')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a line that was torn by the end of its writer stays alone', async () => {
  const folder = await createFolder()
  await writeFile(join(folder, 'promptbin.log'), '{"a":1}\n{"b":')
  await write({ ...limits, folder }, ['{"c":3}'])
  expect(await readLog(folder)).toBe('{"a":1}\n{"b":\n{"c":3}\n')
})

test('a gap in the numbers, which an end between two renames leaves, is closed', async () => {
  const folder = await createFolder()
  for (const name of ['promptbin.log.3', 'promptbin.log.1', 'promptbin.log']) {
    await writeFile(join(folder, name), `${name} ${'x'.repeat(80)}\n`)
  }
  await write({ folder, rotation: 100, keepFiles: 9, maxTotalBytes: 9_000 }, ['the newest'])
  const parts = await listLogParts(folder)
  expect(parts.map(({ index }) => index)).toEqual([3, 2, 1, 0])
  expect((await readLog(folder)).split('\n').map((line) => line.split(' ')[0])).toEqual([
    'promptbin.log.3',
    'promptbin.log.1',
    'promptbin.log',
    'the',
    '',
  ])
})

test('a folder that cannot be used is told of once, harms nobody, and is used when it can be', async () => {
  const folder = join(await createFolder(), 'logs')
  await writeFile(folder, 'in the way')
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const told: string[] = []
  const file = new LogFile({
    ...limits,
    folder,
    onTrouble: ({ message }) => told.push(message),
    onRecovered: (lost) => told.push(`${lost} lost`),
  })
  for (const line of ['one', 'two', 'three']) {
    file.write(line)
    await file.flush()
    await file.settled()
  }
  expect(told).toEqual([expect.stringContaining('EEXIST')])
  expect(file.lostLines).toBe(3)
  await rm(folder)
  vi.advanceTimersByTime(1_000)
  file.write('four')
  await file.close()
  expect(await readLog(folder)).toBe('four\n')
  expect(told).toEqual([expect.stringContaining('EEXIST'), '3 lost'])
})

test('lines that come together are divided where a file is full, and counted when they are lost', async () => {
  const folder = await createFolder()
  const lines = Array.from({ length: 25 }, (_, index) => `${index}`.padEnd(99, 'é'))
  const file = new LogFile({ folder, rotation: 1_000, keepFiles: 9, maxTotalBytes: 20_000 })
  file.write(lines.join('\n'))
  await file.close()
  expect(await readLog(folder)).toBe(`${lines.join('\n')}\n`)
  for (const { bytes } of await listLogParts(folder)) expect(bytes).toBeLessThanOrEqual(1_000)
  const none = new LogFile({ ...limits, folder: join(folder, 'promptbin.log') })
  await Promise.all([none.write(lines.join('\n')), none.close()])
  expect(none.lostLines).toBe(25)
})

/** A disk that is as fast and as large as the test says. */
function createDisk(append: (text: string) => Promise<void>) {
  const disk = { text: '' }
  const handle = {
    appendFile: async (data: string) => {
      await append(data)
      disk.text += data
    },
    stat: async () => ({ size: disk.text.length, mtime: new Date() }),
    truncate: async (length: number) => {
      disk.text = disk.text.slice(0, length)
    },
    close: async () => {},
  } as unknown as LogFileHandle
  return { disk, openFile: async () => handle }
}

test('a disk that becomes full within a line keeps only whole ones', async () => {
  const { disk, openFile } = createDisk(async (text) => {
    if (disk.text.length + text.length <= 25) return
    disk.text += text.slice(0, 25 - disk.text.length)
    throw new Error('ENOSPC: no space left on device')
  })
  const file = new LogFile({ ...limits, folder: await createFolder(), openFile })
  for (const line of ['a line of 20 letters', 'a line that is too much']) {
    file.write(line)
    await file.flush()
  }
  expect(disk.text).toBe('a line of 20 letters\n')
  expect(file.lostLines).toBe(1)
})

test('a slow disk makes the writer wait, and costs a bounded memory if it does not', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { disk, openFile } = createDisk(() => promise)
  const file = new LogFile({ ...limits, folder: await createFolder(), openFile })
  const line = 'x'.repeat(100_000)
  for (let index = 0; index < 200; index += 1) file.write(line)
  expect(file.waitingBytes).toBeLessThanOrEqual(8 * MEGABYTE)
  expect(file.lostLines).toBeGreaterThan(100)
  let isSettled = false
  const settled = file.settled()?.then(() => {
    isSettled = true
  })
  await new Promise(setImmediate)
  expect(isSettled).toBe(false)
  resolve()
  await settled
  expect(disk.text.length).toBe((200 - file.lostLines) * 100_001)
  expect(file.waitingBytes).toBe(0)
})
