import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createDataFolder, promptbin, type RunningInstance, testSettings } from '../product.ts'
import { type Failure, healthUrlsOf, interval, survives } from './watched-health.ts'

/** On a small disk of its own, where the system lets us mount one. */

const tmpfs = 'mount -t tmpfs -o size=96m,nr_inodes=2000,mode=700 none "$0"'
const isMountable =
  spawnSync('unshare', ['-rm', 'sh', '-c', tmpfs, '/mnt'], { stdio: 'ignore' }).status === 0

const settings = {
  ...testSettings,
  ...interval,
  PROMPTBIN_MONITORING_DISK_WARN: '32MB',
  PROMPTBIN_MONITORING_DISK_CRITICAL: '16MB',
  PROMPTBIN_OPERATIONS_BALLAST: '0',
}

const data = createDataFolder()
let child: ChildProcess
let instance: RunningInstance
/** Where this process sees the disk. */
let disk: string

async function start(): Promise<void> {
  const line = `${tmpfs} && exec "$1" "$2" start --json --data-dir "$0"`
  const command = ['-rm', 'sh', '-c', line, data.path, process.execPath, promptbin]
  child = spawn('unshare', command, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('stdout is piped')
  for await (const printed of createInterface({ input: child.stdout })) {
    if (!printed.includes('"startedAt"')) continue
    child.stdout.resume()
    instance = JSON.parse(printed)
    disk = `/proc/${child.pid}/root${data.path}`
    return
  }
  throw new Error('PromptBin did not start')
}

/** Leaves so much room and no more. */
function fillUpTo(leftBytes: number): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(`${disk}/filler`, Buffer.alloc(bavail * bsize - leftBytes))
}

/** Takes the last byte, and what others have given back meanwhile. */
function fill(): void {
  fillUpTo(256 * 1024)
  const filler = openSync(`${disk}/filler`, 'a')
  try {
    for (;;) writeFileSync(filler, Buffer.alloc(4096))
  } catch {
    closeSync(filler)
  }
}

const empty = () => rmSync(`${disk}/filler`, { recursive: true })

const fails = (failure: Omit<Failure, 'mendIt'>) =>
  survives(healthUrlsOf(instance), { ...failure, mendIt: empty })

describe.runIf(isMountable)('the disk of the data folder', () => {
  beforeAll(start)

  afterAll(async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
    data.remove()
  })

  test('is nearly full', () =>
    fails({
      service: 'prompt-web',
      check: 'disk:bytes',
      says: /Only 2\d MB are left/,
      breakIt: () => fillUpTo(24e6),
    }))

  test('is so full that nothing is saved', () =>
    fails({
      service: 'prompt-web',
      check: 'disk:bytes',
      says: /Nothing is saved until there is room/,
      breakIt: () => fillUpTo(8e6),
    }))

  test('takes no single byte any more', () =>
    fails({ check: 'dataFolder:write', says: /ENOSPC/, breakIt: fill }))

  test('takes no more files', () =>
    fails({
      service: 'prompt-web',
      check: 'disk:inodes',
      says: /Nothing is saved until there is room: only \d+ files can still be made/,
      breakIt: () => {
        mkdirSync(`${disk}/filler`)
        const { ffree } = statfsSync(disk)
        for (let file = 9; file < ffree; file++) writeFileSync(`${disk}/filler/${file}`, '')
      },
    }))
})
