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

/** Resident memory by what stands behind it. */
export interface MemoryParts {
  /** The heap and all else that is of this process alone. */
  readonly ownBytes: number
  /** Pages of files, above all of node's binary, which every process of the same binary shares. */
  readonly fileBytes: number
}

/** From the kernel's summary of all mappings. */
export function memoryParts(pid: number): MemoryParts {
  const summary = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const bytesOf = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(summary)?.[1]) * 1024
  const ownBytes = bytesOf('Anonymous')
  return { ownBytes, fileBytes: bytesOf('Rss') - ownBytes }
}
