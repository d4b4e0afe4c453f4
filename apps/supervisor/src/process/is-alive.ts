import { readFileSync } from 'node:fs'

/**
 * Whether there is a process with this id that has not ended. Signal 0 asks without sending
 * anything, and finds also those that have ended and whose parent has not taken notice yet.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    // It is there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The state stands behind the name, which is in brackets and may hold any (proc_pid_stat(5)). */
function isZombie(pid: number): boolean {
  try {
    return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // Not Linux, or gone meanwhile.
    return false
  }
}
