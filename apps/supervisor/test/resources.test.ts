import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'
import type { DiskSpace } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { expect, onTestFinished, test } from 'vitest'
import { DiskKeeper } from '../src/resources/disk/disk-keeper.ts'
import { noFigures } from '../src/resources/figures.ts'
import { ProcessLimits } from '../src/resources/process-limits.ts'
import { Resources } from '../src/resources/resources.ts'
import { Supervised, type SupervisedOptions } from './supervised.ts'

const logger = createLogger({
  service: 'test',
  version: '0',
  level: 'fatal',
  destination: { write: () => {} },
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-resources-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function supervise(options: SupervisedOptions = {}): Promise<Supervised> {
  const supervised = await Supervised.create('./services/hungry.ts', options)
  onTestFinished(() => supervised.end())
  await supervised.group.start()
  return supervised
}

async function startResources(supervised: Supervised, softLimitBytes: number): Promise<Resources> {
  const folder = temporaryFolder()
  const config = loadConfig({ environment: {}, workingDirectory: folder })
  const operations = { ...config.operations, ballastBytes: 0 }
  const resources = new Resources({
    config: { current: { ...config, operations } },
    softLimitOf: () => softLimitBytes,
    control: supervised.group,
    dataFolder: folder,
    stateFolder: folder,
    processId: 1,
    record: supervised.record,
    logger,
    leastLifeMs: 0,
  })
  onTestFinished(() => resources.stop())
  await resources.start()
  return resources
}

const eat = (url: string, megabytes: number) => fetch(`${url}/eat/${megabytes}`, { method: 'POST' })

test('a process over its soft limit is replaced, and no request is lost', async () => {
  const supervised = await supervise()
  const { pid, url, snapshot } = supervised
  const resources = await startResources(supervised, 400e6)
  resources.sample()
  const rssBytes = resources.figuresOf(snapshot.processId)?.rssBytes ?? 0
  const underWay = fetch(`${url}/until-the-end`)
  // To the middle between the limits.
  await eat(url, Math.round((450e6 - rssBytes) / 1e6))

  expect(await supervised.event('limit')).toMatchObject({ kind: 'memory-soft', limit: 400e6, pid })
  const answers: number[] = []
  const isOver = supervised.event('exited')
  let hasExited = false
  void isOver.then(() => {
    hasExited = true
  })
  while (!hasExited) answers.push((await fetch(`${url}/pid`)).status)
  expect(await isOver).toMatchObject({ pid, cause: 'recycled', code: 0 })
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(await (await underWay).json()).toEqual({ pid })
  expect(supervised.told('started').at(-1)).toMatchObject({ why: 'memory-soft' })
  expect(supervised.told('limit')).toHaveLength(1)
  expect(supervised.told('restart-decided')).toEqual([])
})

test('a process over its hard limit is ended, and that is a failure of its own kind', async () => {
  const supervised = await supervise()
  const { pid, url } = supervised
  await startResources(supervised, 200e6)
  void eat(url, 400).catch(() => {})

  const exited = await supervised.event('exited')
  expect(exited).toMatchObject({ pid, cause: 'memory-limit', signal: 'SIGKILL' })
  const { failure, reason } = await supervised.event('restart-decided')
  expect(failure).toMatchObject({ kind: 'memory-limit', limitBytes: 250e6 })
  expect(reason).toContain('memory')
  await supervised.event('ready', 2)
  expect((await fetch(`${url}/pid`)).status).toBe(200)
  expect(supervised.told('limit').map(({ kind }) => kind)).toEqual(['memory-soft', 'memory-hard'])
})

test('of two that are over the limit one is replaced after the other', async () => {
  const supervised = await supervise({ workers: 2 })
  await startResources(supervised, 40e6)
  await supervised.event('started', 4)
  const first = supervised.told('exited')[0]
  const fourth = supervised.told('started')[3]
  // The second replacement is not begun before the first process has ended.
  expect(first?.seq).toBeLessThan(fourth?.seq ?? 0)
})

test('what takes a core for a minute comes last from then on, and is told of once', async () => {
  const supervised = await supervise()
  const clock = { nowMs: 0 }
  const limits = new ProcessLimits({
    control: supervised.group,
    softLimitOf: () => undefined,
    cpuPercent: 95,
    record: supervised.record,
    now: () => clock.nowMs,
  })
  const { pid, snapshot } = supervised
  for (clock.nowMs = 0; clock.nowMs <= 120_000; clock.nowMs += 1000) {
    limits.enforce([{ snapshot, figures: { ...noFigures, cpuPercent: 99.6 } }])
  }
  expect(getPriority(pid)).toBe(10)
  expect(supervised.told('limit')).toMatchObject([{ kind: 'cpu', pid, value: 100, limit: 95 }])
})

test('figures of every process and of the supervisor itself are there to be asked for', async () => {
  const supervised = await supervise()
  const resources = await startResources(supervised, 1e9)
  resources.sample()
  const lines = await resources.history.read({ fromMs: 0 })
  const { processId, pid } = supervised.snapshot
  expect(lines.map(({ service, processId: id }) => [service, id])).toEqual([
    ['supervisor', 1],
    ['prompt-web', processId],
    ['supervisor', null],
    ['prompt-web', null],
  ])
  expect(lines[1]).toMatchObject({ worker: 0, pid })
  expect(resources.figuresOf(processId)?.rssBytes).toBeGreaterThan(20e6)
})

test('at a full disk the services hear of it, those that come later too, and the ballast goes', async () => {
  const supervised = await supervise()
  const folder = temporaryFolder()
  const ballast = { file: join(folder, 'ballast'), bytes: 3_000_000 }
  const space: DiskSpace = { freeBytes: 9e9, totalBytes: 1e10, freeInodes: 0, totalInodes: 0 }
  let freeBytes = 9e9
  const keeper = new DiskKeeper({
    folder,
    thresholds: {
      diskWarn: [1e9, 'bytes'],
      diskCritical: [1e8, 'bytes'],
      inodesWarn: 5,
      inodesCritical: 1,
    },
    ballast,
    control: supervised.group,
    processId: 1,
    record: supervised.record,
    logger,
    read: async () => ({ ...space, freeBytes }),
  })
  onTestFinished(() => keeper.stop())
  const isReadOnly = async () => {
    const answer = await fetch(`${supervised.url}/disk`)
    return ((await answer.json()) as { isReadOnly: boolean }).isReadOnly
  }
  const becomes = async (wanted: boolean) => {
    while ((await isReadOnly()) !== wanted) await once(AbortSignal.timeout(10), 'abort')
  }
  await keeper.start()
  while (!existsSync(ballast.file)) await once(AbortSignal.timeout(10), 'abort')
  expect(await isReadOnly()).toBe(false)

  freeBytes = 9e7
  await keeper.look()
  await becomes(true)
  expect(existsSync(ballast.file)).toBe(false)
  process.kill(supervised.pid, 'SIGKILL')
  await supervised.event('ready', 2)
  await becomes(true)

  // What the ballast gave back is no room to go on with.
  freeBytes = 1.25e8
  await keeper.look()
  expect(keeper.isReadOnly).toBe(true)
  freeBytes = 9e9
  await keeper.look()
  await becomes(false)
  while (!existsSync(ballast.file)) await once(AbortSignal.timeout(10), 'abort')
  expect(supervised.told('limit').map(({ kind, value }) => [kind, value])).toEqual([
    ['disk-critical', 9e7],
    ['disk-ballast', 3e6],
    ['disk-freed', 9e9],
  ])
})
