import { constants } from 'node:fs'
import { access, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckResult, HealthCheck } from '@promptbin/health'

/** From here on a person who saves something waits. */
const slowWriteMs = 1_000
/** A disk that needs longer is as good as none. */
const writeTimeoutMs = 5_000
/** One block of most file systems. */
const probeBytes = 4_096

const ownerMayAll = constants.S_IRWXU
const othersMayWrite = constants.S_IWGRP | constants.S_IWOTH

/**
 * Whether we may use the data folder, and whether what is written there, and to folders `inside` of
 * it, which may be disks of their own, reaches the disk, and when.
 */
export function createDataFolderChecks(
  folder: string,
  inside: readonly string[] = [],
): readonly HealthCheck[] {
  const common = { severity: 'major', componentType: 'system' } as const
  return [
    { name: 'dataFolder:permissions', ...common, run: () => readPermissions(folder) },
    {
      name: 'dataFolder:write',
      ...common,
      timeoutMs: writeTimeoutMs,
      run: () => writeEverywhere([folder, ...inside]),
    },
  ]
}

/** The mode counts too, as an administrator's account may everything whatever it says. */
async function readPermissions(folder: string): Promise<CheckResult> {
  const { mode } = await stat(folder)
  const observed = { observedValue: (mode & 0o777).toString(8).padStart(3, '0') }
  const mayUse = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!mayUse || (mode & ownerMayAll) !== ownerMayAll) {
    const output = `PromptBin may not write to ${folder}. Give its account back that right: chmod u+rwx.`
    return { status: 'fail', ...observed, output }
  }
  if ((mode & othersMayWrite) === 0) return observed
  const output = `Other accounts may write to ${folder}, where keys and prompts are: chmod go-w.`
  return { status: 'warn', ...observed, output }
}

async function writeEverywhere(folders: readonly string[]): Promise<CheckResult> {
  const times = await Promise.all(
    folders.map((folder) => writeThrough(join(folder, '.health-probe'))),
  )
  const ms = Math.max(...times)
  const observed = { observedValue: Math.round(ms * 10) / 10, observedUnit: 'ms' }
  if (ms < slowWriteMs) return observed
  const output = `The disk of the data folder took ${Math.round(ms)} ms for one small file.`
  return { status: 'warn', ...observed, output }
}

/** Makes a file, waits until it is on the disk (fsync(2)), and removes it. Gives the ms that it took. */
async function writeThrough(file: string): Promise<number> {
  const startedMs = performance.now()
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(Buffer.alloc(probeBytes))
    await handle.sync()
  } finally {
    await handle.close()
    await rm(file, { force: true })
  }
  return performance.now() - startedMs
}
