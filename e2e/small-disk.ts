import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { statfsSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { createDataFolder, promptbin, type RunningInstance, testSettings } from './product.ts'

/** The disk is one of its own, where the system lets us mount. */
const tmpfs = 'mount -t tmpfs -o size=96m none "$0"'

/** Whether a disk can be made here. */
export const isMountable =
  spawnSync('unshare', ['-rm', 'sh', '-c', tmpfs, '/mnt'], { stdio: 'ignore' }).status === 0

const thresholds = {
  PROMPTBIN_MONITORING_DISK_WARN: '32MB',
  PROMPTBIN_MONITORING_DISK_CRITICAL: '16MB',
  PROMPTBIN_OPERATIONS_BALLAST: '4MB',
}

/** PromptBin on a disk of 96 MB until the test is over; `disk` is where this process sees its data folder. */
export async function startOnSmallDisk(): Promise<{
  readonly instance: RunningInstance
  readonly disk: string
}> {
  const data = createDataFolder()
  const start = `${tmpfs} && exec "$1" "$2" start --json --data-dir "$0"`
  const command = ['-rm', 'sh', '-c', start, data.path, process.execPath, promptbin]
  const child = spawn('unshare', command, {
    env: { ...process.env, ...testSettings, ...thresholds },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    await stop(child)
    data.remove()
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('"startedAt"')) continue
    child.stdout.resume()
    const instance: RunningInstance = JSON.parse(line)
    return { instance, disk: `/proc/${child.pid}/root${data.path}` }
  }
  throw new Error('PromptBin did not start')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** As good as full, but for less than the critical threshold. */
export function fill(disk: string, name = 'filler'): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(`${disk}/${name}`, Buffer.alloc(bavail * bsize - 10e6))
}
