import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type InstanceDescription,
  keepInstanceFile,
  readInstanceFile,
  removeInstanceFile,
  writeInstanceFile,
} from './instance-file.ts'

const description: InstanceDescription = {
  pid: 4711,
  version: '0.6.0',
  mode: 'production',
  startedAt: '2026-11-22T12:00:00.000Z',
  web: { url: 'http://127.0.0.1:5000' },
  mcp: { url: 'http://127.0.0.1:5100/mcp' },
  supervisor: { url: 'http://127.0.0.1:5200' },
  services: [{ name: 'prompt-web', pid: 4712 }],
  environment: null,
}

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-file-'))
  file = join(folder, 'supervisor.json')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('what is written is read again, by its owner only', () => {
  writeInstanceFile(file, description)
  expect(readInstanceFile(file)).toEqual(description)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('it is replaced as a whole, and nothing else is left in the folder', () => {
  writeInstanceFile(file, description)
  writeInstanceFile(file, { ...description, services: [] })
  expect(readInstanceFile(file)?.services).toEqual([])
  expect(readdirSync(folder)).toEqual(['supervisor.json'])
})

test.each([
  ['nothing', undefined],
  ['an empty file', ''],
  ['half of a file', '{"pid": 47'],
  ['a file of another program', '{"pid": 47}'],
  ['a place that is no URL', JSON.stringify({ ...description, web: { url: 'over there' } })],
  ['a service without a process', JSON.stringify({ ...description, services: [{}] })],
])('%s is no description', (_what, text) => {
  if (text !== undefined) writeFileSync(file, text)
  expect(readInstanceFile(file)).toBeUndefined()
})

test('removing it twice is no fault', () => {
  writeInstanceFile(file, description)
  removeInstanceFile(file)
  removeInstanceFile(file)
  expect(existsSync(file)).toBe(false)
})

test('a folder that is away is told of once, and the file written when it is back', () => {
  vi.useFakeTimers()
  const away = `${folder}-away`
  const told: object[] = []
  const update = keepInstanceFile({
    file: join(away, 'supervisor.json'),
    describe: () => description,
    log: { warn: (fields) => told.push(fields) },
  })
  update()
  vi.advanceTimersByTime(60_000)
  expect(told).toMatchObject([{ event: 'instance.file_unwritable', err: { code: 'ENOENT' } }])
  mkdirSync(away)
  vi.advanceTimersByTime(5_000)
  expect(readInstanceFile(join(away, 'supervisor.json'))).toEqual(description)
  rmSync(away, { recursive: true })
  vi.useRealTimers()
})

test('an instance that is not to be found any more is not written again', () => {
  const update = keepInstanceFile({ file, describe: () => undefined, log: { warn: () => {} } })
  update()
  expect(existsSync(file)).toBe(false)
})
