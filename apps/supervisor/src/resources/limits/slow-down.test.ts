import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findOwnControlGroup } from '../../control-group/own-control-group.ts'
import { slowedPriority } from './priority.ts'
import { slowDown } from './slow-down.ts'

interface Layout {
  readonly groups?: string
  /** Which group is seen at the mount point. */
  readonly root?: string
  /** Where this process's group is below the mount point. */
  readonly below?: string
  readonly controllers?: string
}

/** Files as the kernel has them, of a process in a group of its own. */
function layOut({ groups = '0::/', root = '/', below = '', controllers = 'cpu io' }: Layout = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-groups-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [proc, point] = [join(folder, 'proc'), join(folder, 'groups')]
  const group = join(point, below)
  mkdirSync(join(proc, 'self'), { recursive: true })
  mkdirSync(group, { recursive: true })
  writeFileSync(join(proc, 'self/cgroup'), `${groups}\n`)
  const mounts = [
    '24 30 0:22 / /proc rw,nosuid shared:13 - proc proc rw',
    `30 24 0:26 ${root} ${point} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate`,
  ]
  writeFileSync(join(proc, 'self/mountinfo'), `${mounts.join('\n')}\n`)
  writeFileSync(join(group, 'cgroup.controllers'), `${controllers}\n`)
  writeFileSync(join(group, 'cgroup.type'), 'domain\n')
  return { proc, group }
}

async function runIdle(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); process.stdin.resume()'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child.pid as number
}

describe('the group of this process', () => {
  test('is found at the top of a namespace', () => {
    const { proc, group } = layOut()
    expect(findOwnControlGroup(proc)).toBe(group)
  })

  test('is looked for below the group that is mounted', () => {
    const { proc, group } = layOut({ groups: '0::/user/unit', root: '/user', below: 'unit' })
    // Root does not take the group of a unit: whether it was handed over cannot be seen.
    expect(findOwnControlGroup(proc)).toBe(process.geteuid?.() === 0 ? undefined : group)
  })

  test.each<[string, Layout]>([
    ['that shares out no processors', { controllers: 'hugetlb' }],
    ['of version 1', { groups: '4:memory:/' }],
    ['that is not below what is mounted', { groups: '0::/../other' }],
  ])('is none %s', (_what, layout) => {
    expect(findOwnControlGroup(layOut(layout).proc)).toBeUndefined()
  })

  test('is none where there is no Linux', () => {
    expect(findOwnControlGroup('/nowhere')).toBeUndefined()
  })
})

describe('a process that is slowed down', () => {
  test('goes into a threaded group of little weight, and back', async () => {
    const { group } = layOut()
    const slowed = join(group, 'promptbin-slowed')
    // The kernel makes the files of a group with it.
    mkdirSync(slowed)
    writeFileSync(join(slowed, 'cgroup.type'), 'domain invalid\n')
    const pid = await runIdle()
    const giveBack = slowDown(pid, group)
    const written = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')
    expect(written(group, 'cgroup.subtree_control')).toBe('+cpu')
    expect(written(slowed, 'cgroup.type')).toBe('threaded')
    expect(written(slowed, 'cpu.weight.nice')).toBe(String(slowedPriority))
    expect(written(slowed, 'cgroup.procs')).toBe(String(pid))
    expect(getPriority(pid)).toBe(0)
    expect(existsSync(join(group, 'cgroup.procs'))).toBe(false)
    giveBack()
    expect(written(group, 'cgroup.procs')).toBe(String(pid))
  })

  test.each([
    ['there is no group', () => undefined],
    ['the kernel refuses', () => '/proc/self'],
  ])('gets a lower priority where %s', async (_why, groupOf) => {
    const pid = await runIdle()
    slowDown(pid, groupOf())
    expect(getPriority(pid)).toBe(slowedPriority)
  })
})
