import { readdirSync, readFileSync } from 'node:fs'

/** What `/proc` says of a process; empty when it has gone, or is another user's. */
function read(pid: number, file: 'cmdline' | 'environ' | 'status'): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** The services that run on a data folder, whoever started them, by pid. Linux alone tells. */
export function servicesOf(dataFolder: string): readonly number[] {
  return pids().filter((pid) => read(pid, 'environ').includes(`PROMPTBIN_DATA_DIR=${dataFolder}`))
}

/** Everything that runs on a data folder: services and `promptbin` commands that name it. */
export function processesOf(dataFolder: string): readonly number[] {
  const services = servicesOf(dataFolder)
  return pids().filter((pid) => services.includes(pid) || read(pid, 'cmdline').includes(dataFolder))
}

/** The guard that a supervisor has beside it, which names no folder. */
export function guardOf(supervisor: number): number | undefined {
  return pids().find((pid) => {
    const [status = ''] = read(pid, 'status')
    const isChild = status.includes(`\nPPid:\t${supervisor}\n`)
    return isChild && read(pid, 'cmdline').includes('promptbin-guard')
  })
}

function pids(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
}
