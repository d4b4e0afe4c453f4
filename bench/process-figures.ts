import { readdirSync, readFileSync } from 'node:fs'

/**
 * What all threads of a process have worked, in nanoseconds, as the scheduler counts it. The same
 * as user and system time in `/proc/<pid>/stat`, which is rounded to hundredths of a second.
 */
export function workedNanoseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const worked = threads.map((thread) => {
    const [running] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
    return Number(running)
  })
  return worked.reduce((sum, each) => sum + each, 0)
}

/** Resident memory, as the kernel counts it. */
export function residentBytes(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kibibytes) * 1024
}
