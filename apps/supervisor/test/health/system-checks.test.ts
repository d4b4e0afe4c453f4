import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHealth, type HealthCheck } from '@promptbin/health'
import { expect, onTestFinished, test } from 'vitest'
import { createDataFolderChecks } from '../../src/checks/system/data-folder-checks.ts'
import { createLimitChecks } from '../../src/checks/system/limit-checks.ts'
import { createMachineChecks } from '../../src/checks/system/machine-checks.ts'

/** Runs one of some checks, as health does. */
function looker(checks: readonly HealthCheck[]) {
  const health = createHealth({ service: 'test', version: '1', checks, intervalMs: 60_000 })
  return async (name: string) => {
    await health.recheck([name])
    return health.report().checks[name]?.[0]
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-health-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a data folder that may be used passes, and the probe leaves nothing behind', async () => {
  const folder = temporaryFolder()
  const look = looker(createDataFolderChecks(folder))
  expect(await look('dataFolder:permissions')).toMatchObject({
    status: 'pass',
    observedValue: '700',
  })
  expect(await look('dataFolder:write')).toMatchObject({ status: 'pass', observedUnit: 'ms' })
  expect(readdirSync(folder)).toEqual([])
})

test('a data folder that its owner may not write to fails, until he may again', async () => {
  const folder = temporaryFolder()
  const look = looker(createDataFolderChecks(folder))
  chmodSync(folder, 0o500)
  expect(await look('dataFolder:permissions')).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('chmod u+rwx'),
  })
  chmodSync(folder, 0o700)
  expect(await look('dataFolder:permissions')).toMatchObject({ status: 'pass' })
})

test('a data folder that others may write to is told of', async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o777)
  expect(await looker(createDataFolderChecks(folder))('dataFolder:permissions')).toMatchObject({
    status: 'warn',
    observedValue: '777',
  })
})

test('a data folder that is gone fails, until it is back', async () => {
  const folder = temporaryFolder()
  const look = looker(createDataFolderChecks(folder))
  rmSync(folder, { recursive: true })
  expect(await look('dataFolder:permissions')).toMatchObject({ status: 'fail' })
  expect(await look('dataFolder:write')).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('ENOENT'),
  })
  mkdirSync(folder, { mode: 0o700 })
  expect(await look('dataFolder:write')).toMatchObject({ status: 'pass' })
})

test('loopback is reached where somebody listens, and only there', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const look = looker(createMachineChecks({ url: `http://127.0.0.1:${port}` }))
  expect(await look('network:loopback')).toMatchObject({ status: 'pass', observedUnit: 'ms' })
  server.close()
  await once(server, 'close')
  expect(await look('network:loopback')).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('ECONNREFUSED'),
  })
})

const url = 'http://127.0.0.1:5200'

test.each([
  [500, 'pass'],
  [50, 'pass'],
  [49, 'warn'],
  [20, 'warn'],
  [19, 'fail'],
] as const)('of a machine with %d of 1000 bytes free its memory says %s', async (free, status) => {
  const memory = () => ({ free, total: 1000 })
  expect(await looker(createMachineChecks({ url, memory }))('memory:machine')).toMatchObject({
    status,
  })
})

test('a clock that was set is told of once', async () => {
  const clock = { wall: 1e12, monotonic: 5_000 }
  const look = looker(
    createMachineChecks({
      url,
      wallClock: () => clock.wall,
      monotonicClock: () => clock.monotonic,
    }),
  )
  const pass = (ms: number) => {
    clock.wall += ms
    clock.monotonic += ms
  }
  pass(30_000)
  clock.wall += 999
  expect(await look('clock:jump')).toMatchObject({ status: 'pass', observedValue: 999 })
  pass(30_000)
  clock.wall -= 3_600_000
  expect(await look('clock:jump')).toMatchObject({
    status: 'warn',
    output: 'The clock was set back by 3600 s, or the machine slept.',
  })
  pass(30_000)
  expect(await look('clock:jump')).toMatchObject({ status: 'pass', observedValue: 0 })
})

test('the machine that runs this is within its limits', async () => {
  const openDescriptors = () => [{ service: 'supervisor', pid: process.pid, descriptors: 30 }]
  const look = looker(createLimitChecks({ openDescriptors }))
  const names = ['descriptors:open', 'limits:memory', 'limits:processes', 'limits:cpu']
  for (const name of names) expect((await look(name))?.output).not.toBe('not checked yet')
  expect(await look('descriptors:open')).toMatchObject({ status: 'pass' })
})

/** Checks over files as a system has them. */
function lookAt(files: Record<string, string>, descriptors = 0) {
  const readFile = (file: string) => {
    const text = files[file]
    if (text === undefined) throw new Error(`ENOENT: ${file}`)
    return text
  }
  const openDescriptors = () => [
    { service: 'prompt-web', pid: 7, descriptors: 3 },
    { service: 'mcp-gateway', pid: 8, descriptors },
  ]
  return looker(createLimitChecks({ openDescriptors, readFile }))
}

test.each([
  [799, 'pass'],
  [800, 'warn'],
  [950, 'fail'],
])('a process with %d of 1000 descriptors: %s', async (descriptors, status) => {
  const limits = 'Limit  Soft Limit  Hard Limit  Units\nMax open files  1000  4096  files\n'
  const look = lookAt({ '/proc/self/limits': limits }, descriptors)
  const report = await look('descriptors:open')
  expect(report?.status).toBe(status)
  if (status !== 'pass') expect(report?.output).toContain('mcp-gateway (pid 8)')
})

test('a control group of version 2 tells memory without the cache, processes and CPU', async () => {
  const folder = '/sys/fs/cgroup/system.slice/promptbin.service'
  const files: Record<string, string> = {
    '/proc/self/cgroup': '0::/system.slice/promptbin.service\n',
    [`${folder}/memory.max`]: '1000000000\n',
    [`${folder}/memory.current`]: '990000000\n',
    [`${folder}/memory.stat`]: 'anon 400000000\ninactive_file 500000000\n',
    [`${folder}/pids.max`]: '100\n',
    [`${folder}/pids.current`]: '96\n',
    [`${folder}/cpu.stat`]: 'usage_usec 5\nnr_periods 100\nnr_throttled 90\n',
  }
  const look = lookAt(files)
  expect(await look('limits:memory')).toMatchObject({ status: 'pass', observedValue: 49 })
  expect(await look('limits:processes')).toMatchObject({ status: 'fail', observedValue: 96 })
  // What was before the start says nothing about now.
  expect(await look('limits:cpu')).toMatchObject({ status: 'pass', observedValue: 0 })
  files[`${folder}/cpu.stat`] = 'nr_periods 200\nnr_throttled 140\n'
  expect(await look('limits:cpu')).toMatchObject({ status: 'warn', observedValue: 50 })
  files[`${folder}/cpu.stat`] = 'nr_periods 300\nnr_throttled 140\n'
  expect(await look('limits:cpu')).toMatchObject({ status: 'pass' })
  files[`${folder}/memory.stat`] = 'inactive_file 0\n'
  expect(await look('limits:memory')).toMatchObject({ status: 'fail', observedValue: 99 })
})

test('a control group of version 1 is found in a container as well', async () => {
  const look = lookAt({
    '/proc/self/cgroup': '5:cpu,cpuacct:/docker/a\n4:memory:/docker/a\n3:pids:/docker/a\n',
    '/sys/fs/cgroup/memory/memory.limit_in_bytes': '1000\n',
    '/sys/fs/cgroup/memory/memory.usage_in_bytes': '900\n',
    '/sys/fs/cgroup/memory/memory.stat': 'total_inactive_file 50\n',
  })
  expect(await look('limits:memory')).toMatchObject({ status: 'warn', observedValue: 85 })
})

test.each([
  ['there is none', {}],
  [
    'it has no limits',
    { '/sys/fs/cgroup/memory.max': 'max\n', '/sys/fs/cgroup/pids.max': 'max\n' },
  ],
  [
    'version 1 has no limit',
    {
      '/proc/self/cgroup': '4:memory:/\n',
      '/sys/fs/cgroup/memory//memory.limit_in_bytes': '9223372036854771712\n',
    },
  ],
])('of a control group, where %s, all pass', async (_name, files) => {
  const look = lookAt(files)
  for (const name of ['limits:memory', 'limits:processes', 'limits:cpu', 'descriptors:open']) {
    expect(await look(name)).toMatchObject({ status: 'pass', observedValue: 'not limited' })
  }
})
