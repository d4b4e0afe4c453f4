import { readdirSync, readFileSync } from 'node:fs'
import { guardName } from '../src/process/guard/guard-script.ts'

/** The pid of the guard that a process has beside it, if there is one. */
export function guardOf(parent: number): number | undefined {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.find(
    (pid) =>
      read(pid, 'cmdline').split('\0').includes(guardName) &&
      read(pid, 'status').includes(`\nPPid:\t${parent}\n`),
  )
}

/** Empty when it has gone. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
