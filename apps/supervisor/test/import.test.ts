import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestFolder } from './command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

/** A table for the tiny prompt-web: one title a line. */
function table(...titles: readonly string[]): string {
  const file = join(data.path, 'table.csv')
  writeFileSync(file, `${titles.join('\n')}\n`)
  return file
}

test('without an instance one runs quietly for the time of the import', async () => {
  const { code, stdout, stderr } = await data.run(['import', table('a', 'b')])
  expect(stderr).toMatch(/^(Importing \d+ %\n)+$/)
  expect(stdout).toBe('2 created, 0 updated, 0 skipped, 0 failed\n')
  expect(code).toBe(0)
  expect(existsSync(join(data.path, 'run/supervisor.json'))).toBe(false)
})

test('a row that fails is told with its line, counted, and makes the exit code 1', async () => {
  await data.start()
  const { code, stdout, stderr } = await data.run(['import', '--json', table('a', 'broken', 'c')])
  expect(JSON.parse(stdout)).toEqual({ created: 2, updated: 0, skipped: 0, failed: 1 })
  expect(stderr).toContain('line 2: PB_TEST_BROKEN: Broken.')
  expect(code).toBe(1)
})

test('an import that ends early says how far it came', async () => {
  await data.start()
  const full = await data.run(['import', table('a', 'end')])
  expect(full.stderr).toContain('PB_TEST_FULL: Full. Rows imported before that: 1.')
  expect(full.code).toBe(1)
  const dropped = await data.run(['import', table('a', 'drop')])
  expect(dropped.stderr).toContain('PB_IMPORT_FAILED')
  expect(dropped.code).toBe(1)
})

test('what is to be known of a row that worked is told with its line', async () => {
  await data.start()
  const { code, stderr } = await data.run(['import', table('a', 'odd')])
  expect(stderr).toContain('line 2: Is odd.')
  expect(code).toBe(0)
})

test('an export that is larger than an import may be is sent in parts and told as one', async () => {
  const titles = Array.from({ length: 40 }, (_, at) => `${at}`.padEnd(2 ** 20, 'x'))
  const lines = ['{"format":"promptbin","version":1}', ...titles.with(3, 'broken'), 'broken', 'odd']
  const file = join(data.path, 'large.jsonl')
  writeFileSync(file, `${lines.join('\n')}\n`)
  const { code, stdout, stderr } = await data.run(['import', '--json', file])
  expect(JSON.parse(stdout)).toEqual({ created: 40, updated: 0, skipped: 0, failed: 2 })
  expect(stderr.replaceAll(/(Importing \d+ %\n){9}/g, 'One bar\n')).toBe(
    [
      'line 5: PB_TEST_BROKEN: Broken.',
      'One bar',
      'line 42: PB_TEST_BROKEN: Broken.',
      'line 43: Is odd.\n',
    ].join('\n'),
  )
  expect(code).toBe(1)
})

test('a large export of which a part ends early says how far it came in all', async () => {
  await data.start()
  const titles = Array.from({ length: 20 }, (_, at) => `${at}`.padEnd(2 ** 20, 'x'))
  const file = join(data.path, 'large.jsonl')
  writeFileSync(file, ['{"format":"promptbin","version":1}', ...titles, 'end'].join('\n'))
  const { code, stderr } = await data.run(['import', file])
  expect(stderr).toContain('PB_TEST_FULL: Full. Rows imported before that: 20.')
  expect(code).toBe(1)
})

test('a file that is not there is refused before anything starts', async () => {
  const { code, stderr } = await data.run(['import', join(data.path, 'missing.csv')])
  expect(stderr).toContain('PB_FILE_UNREADABLE')
  expect(code).toBe(1)
  expect(existsSync(join(data.path, 'run'))).toBe(false)
})

test('a folder without anything that could be a prompt is refused', async () => {
  writeFileSync(join(data.path, 'picture.png'), '')
  const { code, stderr } = await data.run(['import', data.path])
  expect(stderr).toContain('PB_IMPORT_NOTHING')
  expect(code).toBe(1)
})

test('without a path it is the data folder of PromptBin 0.5 that is looked for', async () => {
  const { code, stderr } = await data.run(['import'], { HOME: data.path })
  expect(stderr).toContain(
    `PB_IMPORT_NOTHING: There is nothing to import in ${data.path}/promptbin-data.`,
  )
  expect(code).toBe(1)
})
