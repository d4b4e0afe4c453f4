import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { readConfig } from '../../src/commands/command-line.ts'
import { databaseChecks } from '../../src/diagnostics/checks/data/database.ts'
import { stateChecks } from '../../src/diagnostics/checks/data/state.ts'
import { versionChecks } from '../../src/diagnostics/checks/setup/versions.ts'
import { DiagnosticManager } from '../../src/diagnostics/diagnostic-manager.ts'
import { subjectWith } from '../../src/diagnostics/subject.ts'
import { examine } from './doctor.ts'
import { makeLibrary, tamper } from './library.ts'

/** A sound data folder, from which each test has a copy. */
let home: string

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promptbin-doctor-'))
  vi.stubEnv('HOME', home)
  for (const name of ['WEB', 'MCP', 'SUPERVISOR', 'SHARE'])
    vi.stubEnv(`PROMPTBIN_${name}_PORT`, '0')
  const sound = join(home, 'sound')
  for (const folder of ['state', 'run', 'audit'])
    mkdirSync(join(sound, folder), { recursive: true, mode: 0o700 })
  await makeLibrary(sound)
})

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

/** One check, so that nothing else is waited for. */
const only = (name: string) => databaseChecks.filter((check) => check.name === name)

/** Every file, and when it was written. */
function contentOf(data: string): readonly string[] {
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' })
  const isFile = (name: string) => statSync(join(data, name)).isFile()
  const files = names.filter(isFile)
  return files.map((name) => `${name} ${statSync(join(data, name)).mtimeMs}`).toSorted()
}

function copyOf(name: string): string {
  const data = join(home, name)
  cpSync(join(home, 'sound'), data, { recursive: true })
  return data
}

test('a sound folder has no error, and stays as it is', async () => {
  const data = copyOf('untouched')
  const before = contentOf(data)
  const { code, findings, checks } = await examine(data)
  const errors = findings.filter(({ severity }) => severity === 'error' || severity === 'critical')
  expect(errors).toEqual([])
  expect(code).toBe(0)
  const outcomes = new Map(checks.map(({ check, outcome }) => [check, outcome]))
  for (const check of [
    'database:readable',
    'database:pages',
    'database:content',
    'index:complete',
  ]) {
    expect([check, outcomes.get(check)]).toEqual([check, 'passed'])
  }
  expect(outcomes.get('mcp:http')).toBe('skipped')
  expect(contentOf(data)).toEqual(before)
})

test('a library whose pages are overwritten is found to be damaged', async () => {
  const data = copyOf('damaged')
  const file = openSync(join(data, 'promptbin.db'), 'r+')
  // Not the first page, which says that it is a database.
  writeSync(file, Buffer.alloc(40 * 4_096, 0x5a), 0, 40 * 4_096, 4_096)
  closeSync(file)
  const found = await examine(data, only('database:pages'))
  expect(found.code).toBe(3)
  expect(found.foundBy('database:pages')).toMatchObject([
    { severity: 'critical', class: 'health', fix: expect.stringContaining('promptbin recover') },
  ])
})

test('a file that is no database is found, and named', async () => {
  const data = copyOf('other')
  writeFileSync(join(data, 'promptbin.db'), 'This is a letter.'.repeat(1_000))
  const found = await examine(data, only('database:readable'))
  expect(found.code).toBe(3)
  expect(found.foundBy('database:readable')).toMatchObject([
    { severity: 'critical', evidence: expect.stringContaining('not a database') },
  ])
})

test('a library of a later version is found, which this one must not open', async () => {
  const data = copyOf('newer')
  tamper(data, 'PRAGMA user_version = 999')
  const found = await examine(data, versionChecks)
  expect(found.code).toBe(3)
  expect(found.foundBy('versions:schema')).toMatchObject([
    { severity: 'critical', evidence: expect.stringContaining('999') },
  ])
})

test('a library that is gone is missed where PromptBin has run', async () => {
  const data = copyOf('gone')
  rmSync(join(data, 'promptbin.db'))
  writeFileSync(join(data, 'audit', 'audit.jsonl'), '')
  const found = await examine(data, databaseChecks)
  expect(found.code).toBe(3)
  expect(found.foundBy('database:present')).toMatchObject([
    { severity: 'critical', fix: expect.stringContaining('promptbin backup restore') },
  ])
})

test('a process that holds the folder and is silent is found', async () => {
  const data = copyOf('silent')
  const lock = join(data, 'run', 'lock')
  const holder = spawn(process.execPath, [pathOf('./processes/hold-lock.ts'), lock])
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  const found = await examine(data, stateChecks)
  expect(found.code).toBe(4)
  expect(found.foundBy('state:lock')).toMatchObject([
    { severity: 'error', class: 'process', evidence: expect.stringContaining('does not answer') },
  ])
})

test('a supervisor has it looked at by another process, once for all who ask meanwhile', async () => {
  const data = copyOf('asked')
  const config = readConfig({ dataDir: data })
  const diagnostics = new DiagnosticManager({
    stateFolder: join(data, 'state'),
    subject: () =>
      subjectWith(config, () => ({ config, faults: [], notices: [], file: undefined })),
  })
  expect(diagnostics.last()).toBeNull()
  const [one, other] = await Promise.all([diagnostics.run(), diagnostics.run()])
  expect(other).toBe(one)
  expect(one.dataFolder).toBe(data)
  expect(diagnostics.last()).toEqual(one)
})

test('a diagnosis ends with the supervisor that has asked for it', async () => {
  const data = copyOf('ended')
  const config = readConfig({ dataDir: data })
  const diagnostics = new DiagnosticManager({
    stateFolder: join(data, 'state'),
    subject: () =>
      subjectWith(config, () => ({ config, faults: [], notices: [], file: undefined })),
  })
  const running = diagnostics.run()
  diagnostics.stop()
  await expect(running).rejects.toThrow('has ended without an answer')
})

function pathOf(script: string): string {
  return fileURLToPath(new URL(script, import.meta.url))
}
