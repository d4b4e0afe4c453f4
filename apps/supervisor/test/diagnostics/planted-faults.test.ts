import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { keepDiagnosis } from '../../src/diagnostics/keep-diagnosis.ts'
import { runHere } from '../in-process.ts'
import { type Examined, examine } from './doctor.ts'
import { makeLibrary, tamper } from './library.ts'

/** A folder on which nothing runs, and with everything wrong that can be wrong together. */
let home: string
let data: string
let squatter: Server
let found: Examined

const inData = (...names: string[]) => join(data, ...names)

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode: 0o600 })
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promptbin-doctor-'))
  data = join(home, 'library')
  for (const folder of ['.', 'state', 'run', 'audit', 'backups'])
    mkdirSync(inData(folder), { mode: 0o700 })
  await makeLibrary(data)
  squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  plantInEnvironment((squatter.address() as AddressInfo).port)
  plantInLibrary()
  plantInFolder()
  plantAtClients()
  found = await examine(data)
  await keepDiagnosis(inData('state'), found)
})

afterAll(() => {
  vi.unstubAllEnvs()
  squatter.close()
  rmSync(home, { recursive: true })
})

function plantInEnvironment(port: number): void {
  vi.stubEnv('HOME', home)
  for (const name of ['XDG_CONFIG_HOME', 'CODEX_HOME', 'CLAUDE_CONFIG_DIR']) vi.stubEnv(name, '')
  vi.stubEnv('PROMPTBIN_MODE', 'production')
  vi.stubEnv('PROMPTBIN_WEB_PORT', String(port))
  for (const name of ['MCP', 'SUPERVISOR']) vi.stubEnv(`PROMPTBIN_${name}_PORT`, '58231')
  vi.stubEnv('PROMPTBIN_SHARE_PORT', '0')
  vi.stubEnv('PROMPTBIN_MONITORING_DISK_CRITICAL', '99%')
}

function plantInLibrary(): void {
  tamper(
    data,
    `DELETE FROM prompt_search_docsize
      WHERE id = (SELECT generation FROM prompt WHERE name = 'first');
     DROP TRIGGER version_is_immutable;
     UPDATE version SET messages = replace(messages, 'second', 'other')`,
  )
  const wal = inData('promptbin.db-wal')
  write(wal, '')
  truncateSync(wal, 65 * 2 ** 20)
  const in2099 = new Date('2099-01-01')
  utimesSync(inData('promptbin.db'), in2099, in2099)
}

function plantInFolder(): void {
  write(inData('promptbin-config.yaml'), 'logging:\n  level: loudest\n')
  write(inData('backups', '20260101T000000Z-0a1b', 'promptbin.db'), 'half a backup')
  write(inData('state', 'health.json'), '{"half')
  const figures = Array.from({ length: 3 }, () => ({ hash: 0.1 }))
  write(
    inData('state', 'diagnostics.json'),
    JSON.stringify({ version: 1, value: { last: null, figures } }),
  )
  const url = 'http://127.0.0.1:1'
  const place = { url }
  const left = {
    pid: 1,
    startedAt: '2026-01-01T00:00:00Z',
    web: place,
    mcp: place,
    supervisor: place,
  }
  write(inData('run', 'supervisor.json'), JSON.stringify({ ...left, services: [] }))
  write(inData('audit', 'audit.jsonl'), '')
  chmodSync(inData('audit', 'audit.jsonl'), 0o400)
  chmodSync(data, 0o755)
  if (process.getuid?.() === 0) chownSync(inData('state', 'health.json'), 12_345, 12_345)
}

function plantAtClients(): void {
  const gone = { command: process.execPath, args: [join(home, 'moved', 'main.js'), 'mcp'] }
  write(join(home, '.cursor', 'mcp.json'), JSON.stringify({ mcpServers: { promptbin: gone } }))
  write(join(home, '.gemini', 'settings.json'), '{ "mcpServers": ')
}

test.each([
  ['a setting that is none', 'configuration:valid', 'error', 'logging.level'],
  ['a port that another program has', 'ports:free', 'error', `pid ${process.pid}`],
  ['two services with one port', 'ports:distinct', 'error', '58231'],
  ['a data folder that others may look into', 'permissions:others', 'warning', 'mode 755'],
  ['a file that PromptBin may not write', 'permissions:own', 'error', 'audit.jsonl'],
  [
    'an AI client whose entry names a program that is gone',
    'clients:configuration',
    'error',
    'Cursor',
  ],
  ['a file of an AI client that is torn', 'clients:configuration', 'warning', '.gemini'],
  ['a disk that is full', 'disk:bytes', 'error', 'Nothing is saved'],
  ['a clock that was set back', 'clock:behind', 'error', '2099-01-01'],
  ['a library whose changes pile up beside it', 'database:wal', 'warning', '68 MB'],
  ['a version that somebody has altered', 'database:content', 'error', 'not what was saved'],
  ['a prompt that a search has lost', 'index:complete', 'error', '"first"'],
  ['a library without a good backup', 'backup:age', 'warning', 'no backup'],
  ['a backup that is half there', 'backup:whole', 'warning', '20260101T000000Z-0a1b'],
  ['a lock that nobody holds any more', 'state:lock', 'warning', 'was killed'],
  ['a state file that is torn', 'state:files', 'warning', 'health.json'],
  ['a token that ends soon', 'tokens:expiry', 'warning', 'laptop'],
  ['a machine that is slower than it was', 'performance:benchmark', 'warning', 'SHA-256'],
])('%s is found by %s, with what to do', (_fault, check, severity, evidence) => {
  const matching = found.foundBy(check).filter((finding) => finding.evidence.includes(evidence))
  expect(matching).toMatchObject([{ severity, fix: expect.stringMatching(/\w/) }])
})

test.runIf(process.getuid?.() === 0)('a file of another account is found', () => {
  expect(found.foundBy('permissions:owner')).toMatchObject([
    { severity: 'error', class: 'access', fix: expect.stringMatching(/^sudo chown -R 0:0 /) },
  ])
})

test('the worst comes first, of equal ones what was configured, which the exit code says', () => {
  const [first, ...rest] = found.findings
  expect(first).toMatchObject({ severity: 'error', class: 'configuration' })
  expect(rest.at(-1)?.severity).not.toBe('error')
  expect(found.code).toBe(2)
})

test('nothing is repaired where nobody has said yes', async () => {
  const { code, stderr } = await runHere(['doctor', '--fix', '--json', '--data-dir', data])
  expect(code).toBe(1)
  expect(stderr).toContain('PB_REPAIR_UNCONFIRMED')
  expect(statSync(data).mode & 0o777).toBe(0o755)
})

test('--fix puts right what loses nothing, and leaves the rest', async () => {
  // Changes that nobody has written, and a clock that only a person can set.
  rmSync(inData('promptbin.db-wal'))
  const { stdout } = await runHere(['doctor', '--fix', '--yes', '--json', '--data-dir', data])
  const { findings, repairs } = JSON.parse(stdout) as Examined & {
    readonly repairs: readonly { readonly check: string; readonly isDone: boolean }[]
  }
  const repaired = [
    'clients:configuration',
    'index:complete',
    'permissions:own',
    'permissions:others',
    'state:files',
    'state:lock',
  ]
  expect(repairs.map(({ check }) => check).toSorted()).toEqual(repaired.toSorted())
  expect(repairs.filter(({ isDone }) => !isDone)).toEqual([])
  const errors = findings.filter(({ severity }) => severity !== 'warning').map(({ check }) => check)
  for (const check of repaired) expect(errors).not.toContain(check)
  expect(errors).toContain('database:content')
  expect(readdirSync(inData('state')).some((name) => name.startsWith('health.json.damaged-'))).toBe(
    true,
  )
  expect(existsSync(inData('run', 'supervisor.json'))).toBe(false)
})

test('what was found last is told again without a look', async () => {
  const { code, stdout } = await runHere(['doctor', '--last', '--data-dir', data, '--verbose'])
  expect(code).toBe(2)
  expect(stdout).toContain('PromptBin')
  expect(stdout).toContain('error  configuration:valid')
  expect(stdout).toMatch(/^ {2}passed +versions:node/m)
})
