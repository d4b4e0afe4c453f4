import type { Stats } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What every process that an instance starts has in its environment, and those that it starts. */
const mark = 'PROMPTBIN_INSTANCE_KEY='
const folderSetting = 'PROMPTBIN_DATA_DIR='

/** Whether processes can be asked whose they are: by /proc, as Linux has it. */
export const canAskProcesses = process.platform === 'linux'

/** Every process of this machine but this one. */
export async function listPids(): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number)
  return pids.filter((pid) => Number.isInteger(pid) && pid !== process.pid)
}

/**
 * Those of some processes that work for any instance on a data folder. A pid of an earlier time
 * proves nothing, as it may be another's by now: this asks each process itself, by the environment
 * that it was started with.
 */
export async function processesOf(
  dataFolder: string,
  pids: readonly number[],
): Promise<readonly number[]> {
  const folder = await statOr(dataFolder)
  if (folder === undefined) return []
  const isOurs = await Promise.all(pids.map((pid) => worksOn(pid, folder)))
  return pids.filter((_pid, index) => isOurs[index])
}

/** What has ended, also if nobody has asked for its exit code, has no environment. */
async function worksOn(pid: number, folder: Stats): Promise<boolean> {
  const variables = await environmentOf(pid)
  if (!variables.some((variable) => variable.startsWith(mark))) return false
  const path = variables.find((variable) => variable.startsWith(folderSetting))
  if (path === undefined) return false
  // As the process sees it: in a container the same path is another folder.
  const theirs = await statOr(join(`/proc/${pid}/root`, path.slice(folderSetting.length)))
  return theirs !== undefined && theirs.dev === folder.dev && theirs.ino === folder.ino
}

/** Empty for a process of another user, which none of ours is. */
async function environmentOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return text.split('\0')
}

function statOr(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined)
}
