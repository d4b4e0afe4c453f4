import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStateFile } from './state-file.ts'
import { openStateFolder } from './state-folder.ts'

let folder: string
let told: string[]
const log = { warn: (_fields: object, message: string) => void told.push(message) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-state-'))
  told = []
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const counts = {
  empty: { count: 0 },
  parse: (value: unknown) => {
    const { count } = value as { count: unknown }
    return typeof count === 'number' ? { count } : undefined
  },
}
const open = () => openStateFile({ ...counts, file: join(folder, 'counts.json'), log })

test('what was written is there at the next start, for the owner only', async () => {
  const first = open()
  expect(first).toMatchObject({ value: { count: 0 }, wasDamaged: false })
  first.write({ count: 1 })
  first.write({ count: 2 })
  expect(first.value).toEqual({ count: 2 })
  await first.flush()
  expect(open()).toMatchObject({ value: { count: 2 }, wasDamaged: false })
  expect(statSync(join(folder, 'counts.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['counts.json'])
})

describe('a file that cannot be used is set aside and told of', () => {
  const whole = JSON.stringify({ version: 1, value: { count: 7 } })

  test.each([
    ['torn at any byte', whole.slice(0, 20)],
    ['empty', ''],
    ['of another version', JSON.stringify({ version: 2, value: { count: 7 } })],
    ['of another form', JSON.stringify({ version: 1, value: { count: 'seven' } })],
    ['on which its reader throws', JSON.stringify({ version: 1, value: null })],
    ['that is no object', 'null'],
    ['that is no text', Buffer.from([0, 255, 254])],
  ])('one %s', async (_what, content) => {
    writeFileSync(join(folder, 'counts.json'), content)
    const file = open()
    expect(file).toMatchObject({ value: { count: 0 }, wasDamaged: true })
    expect(told).toEqual([expect.stringContaining('set aside')])
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^counts\.json\.damaged-\d{8}T/)])

    file.write({ count: 1 })
    await file.flush()
    expect(open()).toMatchObject({ value: { count: 1 }, wasDamaged: false })
  })

  test('a folder in its place', () => {
    mkdirSync(join(folder, 'counts.json'))
    expect(open()).toMatchObject({ value: { count: 0 }, wasDamaged: true })
  })

  test('a write that was cut off leaves the old one', () => {
    writeFileSync(join(folder, 'counts.json'), whole)
    writeFileSync(join(folder, 'counts.json.next'), whole.slice(0, 9))
    expect(open()).toMatchObject({ value: { count: 7 }, wasDamaged: false })
  })
})

test('without a folder to write in the state is kept in memory, and that is told once', async () => {
  const path = join(folder, 'state')
  writeFileSync(path, 'a file where the folder should be')
  const state = openStateFolder({ path, log })
  const file = state.open({ ...counts, name: 'counts' })
  for (const count of [1, 2]) {
    file.write({ count })
    await file.flush()
  }
  expect(file).toMatchObject({ value: { count: 2 }, wasDamaged: false })
  expect(told).toHaveLength(2)
  rmSync(path)
  mkdirSync(path)
  await state.flush()
  expect(JSON.parse(readFileSync(join(path, 'counts.json'), 'utf8')).value).toEqual({ count: 2 })
})

test('many values in a row are few writes, and the last of them is on the disk', async () => {
  const watched: string[] = []
  const file = openStateFile({
    ...counts,
    file: join(folder, 'counts.json'),
    log,
    intervalMs: 3_600_000,
  })
  const written = () => JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8')).value.count
  file.write({ count: 1 })
  await file.flush()
  watched.push(written())
  for (let count = 2; count < 1000; count++) {
    file.write({ count })
    if (count % 100 === 0) await new Promise(setImmediate)
  }
  watched.push(written())
  await file.flush()
  expect([...watched, written()]).toEqual([1, 1, 999])
})

test('the folder is made for the owner only, and closing it writes every part', async () => {
  const state = openStateFolder({ path: join(folder, 'a', 'state'), log })
  const [one, two] = ['one', 'two'].map((name) => state.open({ ...counts, name }))
  one?.write({ count: 1 })
  two?.write({ count: 2 })
  await state.flush()
  expect(statSync(state.path).mode & 0o777).toBe(0o700)
  expect(readdirSync(state.path).sort()).toEqual(['one.json', 'two.json'])
})

test('every value that JSON can tell comes back as it was', async () => {
  const values = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(values, async (story) => {
      const options = { file: join(folder, 'any.json'), empty: undefined, log }
      const parse = (value: unknown) => ({ value })
      const file = openStateFile<{ value: unknown } | undefined>({ ...options, parse })
      for (const value of story) file.write({ value })
      await file.flush()
      const again = openStateFile<{ value: unknown } | undefined>({
        ...options,
        parse: (value) => value as { value: unknown },
      })
      const expected = JSON.parse(JSON.stringify({ value: story.at(-1) }))
      expect(again).toMatchObject({ wasDamaged: false })
      expect(again.value).toEqual(expected)
    }),
    { numRuns: 50 },
  )
})
