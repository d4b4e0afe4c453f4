import { readFileSync } from 'node:fs'

/** Where the start time is in what follows the name of the process: the 22nd field, of which that is the 3rd. */
const startTimeAt = 22 - 3

/**
 * When a process has started, in ticks since the machine did: with its pid it is of one process alone.
 * Undefined when there is none, and where there is no /proc (proc_pid_stat(5)).
 */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name is in brackets and may hold any.
    return stat.slice(stat.lastIndexOf(') ') + 2).split(' ', startTimeAt + 1)[startTimeAt]
  } catch {
    return undefined
  }
}
