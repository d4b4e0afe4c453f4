import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createLogFile } from './log-file.ts'

async function createDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'promptbin-log-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  return directory
}

const MEGABYTE = 1024 * 1024

test('80 MB of lines leave at most 60 MB in six files, and no torn line', async () => {
  const directory = join(await createDirectory(), 'logs')
  const file = createLogFile({ directory })
  const text = 'x'.repeat(4_000)
  for (let index = 0; index < 20_000; index += 1) {
    if (!file.write(`${JSON.stringify({ index, text })}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')

  const names = (await readdir(directory)).sort()
  expect(names).toEqual(['promptbin.log', ...[1, 2, 3, 4, 5].map((n) => `promptbin.log.${n}`)])
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')))
  expect(contents.join('').length).toBeLessThanOrEqual(60 * MEGABYTE + 6 * 4_100)
  // From the oldest part to the current file, every index follows the one before.
  const indexes = [...contents.slice(1).reverse(), contents[0] ?? '']
    .flatMap((content) => content.trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).index)
  expect(indexes.at(-1)).toBe(19_999)
  expect(indexes.every((value, position) => value === indexes[0] + position)).toBe(true)
})

test('a second start goes on in the same file, which only its owner reads', async () => {
  const directory = await createDirectory()
  for (const line of ['first\n', 'second\n']) {
    const file = createLogFile({ directory })
    file.end(line)
    await once(file, 'close')
  }
  const path = join(directory, 'promptbin.log')
  expect(await readFile(path, 'utf8')).toBe('first\nsecond\n')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a file that cannot be written says why, once, and harms nobody', async () => {
  const directory = await createDirectory()
  const notADirectory = join(directory, 'file')
  await writeFile(notADirectory, '')
  const errors: Error[] = []
  const file = createLogFile({ directory: notADirectory, onError: (error) => errors.push(error) })
  file.write('one line\n')
  await new Promise((resolve) => file.once('close', resolve))
  file.write('a line after the end\n')
  await new Promise(setImmediate)
  expect(errors.map((error) => error.message)).toEqual([expect.stringContaining('ENOTDIR')])
})
