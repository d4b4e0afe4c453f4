import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FailpointName, failpoints } from '@promptbin/failpoints'
import { checkLibrary } from '@promptbin/prompt-store/integrity'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { judgeLibrary } from '../history/judge-library.ts'
import { Writers } from '../history/writers.ts'
import { ArmedProduct, type Fault, type ProcessName } from './armed-product.ts'
import { ask, makeBackup, provocationOf } from './provoke.ts'
import { rounds } from './rounds.ts'

/** Each process with the failpoints that it comes by in the life of an instance. */
const places: Readonly<Record<ProcessName, RegExp>> = {
  'prompt-web': /^(store\.(?!migration)|audit\.(library|head)|ipc\.message)/,
  'mcp-gateway': /^ipc\.message/,
  backup: /^backup/,
  supervisor: /^(audit\.record|configuration|state|log|ipc)\./,
}

/** Where bytes are written the worst end is in their middle. */
const actionOf = (name: FailpointName) =>
  'writes' in failpoints[name] ? 'partial-write' : 'exit(137)'

const faultsOf = (process: ProcessName): readonly Fault[] =>
  (Object.keys(failpoints) as FailpointName[])
    .filter((name) => places[process].test(name))
    .map((name) => ({ process, name, action: actionOf(name) }))

const ofServices = [...faultsOf('prompt-web'), ...faultsOf('mcp-gateway')]
const ofBackup = faultsOf('backup')
const ofSupervisor = faultsOf('supervisor')

/** Each once, then each again. */
const inRounds = (faults: readonly Fault[]) => rounds.flatMap(() => faults)

const armed = new ArmedProduct([...ofServices, ...ofBackup, ...ofSupervisor])
const writers = new Writers({ webUrl: '' })

beforeAll(async () => {
  await armed.start()
  writers.start(2)
  writers.goOn(armed.product.instance.web.url)
  await writers.progress(1)
})

afterAll(() => armed.stop())

const isReady = async (url: string) => {
  const answer = await fetch(new URL('/readyz', url)).catch(() => undefined)
  return answer?.status === 200
}

/** How long it took after each kill until all was back, in milliseconds. */
const backMs: number[] = []

/** The whole is back: somebody has saved something, and AI clients are served. */
async function isBack(killedAtMs: number): Promise<void> {
  await writers.progress(1)
  await vi.waitUntil(() => isReady(armed.product.instance.mcp.url), { timeout: 30_000 })
  backMs.push(performance.now() - killedAtMs)
}

describe.each(rounds)(
  'a service that is killed is there again without a hand, round %i',
  (round) => {
    // Who is killed a hundred times is taken for one that crashes, unless somebody wants it to go on.
    beforeAll(async () => {
      if (round === 1) return
      const restarted = await ask(armed.product, 'POST', '/api/v1/services/prompt-web/restart', {})
      expect(restarted.status).toBe(200)
    })

    test.each(ofServices)('$process at $name', async (fault) => {
      const before = armed.product.pidOf(fault.process)
      armed.arm(fault)
      await provocationOf(fault.process, fault.name)(armed.product).catch(() => {})
      await armed.acted(fault)
      const killedAtMs = performance.now()
      const pid = () =>
        armed.product.instance.services.find(({ name }) => name === fault.process)?.pid
      await vi.waitUntil(() => ![undefined, 0, before].includes(pid()), { timeout: 30_000 })
      await isBack(killedAtMs)
    })
  },
)

describe('a backup that is killed is not taken for one, and the next is made', () => {
  test.each(inRounds(ofBackup))('$name', async (fault) => {
    armed.arm(fault)
    expect((await makeBackup(armed.product)) as Response).toMatchObject({ ok: false })
    await armed.acted(fault)
    const { items } = await readAs<{ readonly items: readonly BackupItem[] }>('/api/v1/backups')
    expect(items.filter(({ fault }) => fault !== null)).toEqual([])
  })

  test('when nothing kills it', async () => {
    expect((await makeBackup(armed.product)) as Response).toMatchObject({ ok: true })
  })
})

describe('a supervisor that is killed goes on where it was when it is started again', () => {
  test.each(inRounds(ofSupervisor))('$name', async (fault) => {
    const { product } = armed
    const ended = once(product.process, 'exit')
    armed.arm(fault)
    await provocationOf(fault.process, fault.name)(product).catch(() => {})
    await armed.acted(fault)
    const killedAtMs = performance.now()
    writers.gate.close()
    await ended
    await armed.start()
    writers.goOn(armed.product.instance.web.url)
    await isBack(killedAtMs)
    await expectWhole()
  })
})

interface BackupItem {
  readonly fault: string | null
}

/** Files are old or new, never half of one, and what they say is in force. */
async function expectWhole(): Promise<void> {
  const state = readdirSync(join(armed.dataFolder, 'state'))
  expect(state.filter((name) => name.includes('damaged'))).toEqual([])
  const written = /: (\d+s)\n$/.exec(readFileSync(armed.configurationFile, 'utf8'))?.[1]
  const { settings } = await readAs<{ readonly settings: object }>('/api/v1/config')
  expect(JSON.stringify(settings)).toContain(`"${written}"`)
  // Of both trails prompt-web has one, which is asked when it has time.
  const verdict = async () => (await ask(armed.product, 'GET', verification)).json()
  await expect.poll(verdict).toMatchObject({ valid: true })
  // What a killed backup has left is removed at a start.
  const unfinished = () => backups().filter((name) => name.startsWith('.'))
  await expect.poll(unfinished).toEqual([])
}

const verification = '/api/v1/audit/verification'
const backups = () => readdirSync(join(armed.dataFolder, 'backups'))

async function readAs<Answer>(path: string): Promise<Answer> {
  const answer = await ask(armed.product, 'GET', path)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answer
}

test('nothing that was acknowledged is lost, doubled or half there', async () => {
  await writers.stop()
  await armed.product.stop()
  const file = join(armed.dataFolder, 'promptbin.db')
  expect(existsSync(`${file}-wal`)).toBe(false)
  expect(writers.refusals).toEqual([])
  expect(judgeLibrary(file, writers.written)).toEqual({ lost: [], doubled: [], halves: [] })
  const { findings } = await checkLibrary({
    file,
    scratchFolder: armed.dataFolder,
    auditHead: null,
  })
  expect(findings).toEqual([])
  const kills = rounds.length * (ofServices.length + ofBackup.length + ofSupervisor.length)
  const longest = Math.round(Math.max(...backMs))
  console.log(
    `${kills} kills at failpoints, ${writers.acknowledged} acknowledged changes, 0 lost; back after ${longest} ms at most`,
  )
})
