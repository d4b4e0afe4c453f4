import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'

/** What the kernel tells of a process; null where it does not, as on systems without /proc. */
export interface ProcReading {
  readonly rssBytes: number | null
  readonly cpuSeconds: number | null
  readonly readBytes: number | null
  readonly writtenBytes: number | null
  readonly descriptors: number | null
  readonly threads: number | null
}

/** The unit of CPU times in /proc; 100 on every machine that Node runs on (USER_HZ, proc(5)). */
const ticksPerSecond = 100

/**
 * Reads /proc/<pid> (proc(5)). It is made by the kernel out of memory, so reading it at once costs
 * 80 µs, much less than asking a thread to. `smaps_rollup` would be more exact and costs ten times
 * all of this, so the resident size is that of `status`, which is free of the size of a page.
 */
export function readProc(pid: number): ProcReading {
  const folder = `/proc/${pid}`
  return {
    cpuSeconds: parseCpuSeconds(read(`${folder}/stat`)),
    ...parseStatus(read(`${folder}/status`)),
    ...parseIo(read(`${folder}/io`)),
    descriptors: countDescriptors(`${folder}/fd`),
  }
}

/** CPU time of user and system from the text of `stat`, in which a command may hold anything. */
export function parseCpuSeconds(stat: string): number | null {
  // The name of the command stands in brackets; what follows it starts with the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 13)
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  return Number.isFinite(user + system) ? (user + system) / ticksPerSecond : null
}

/** Resident memory and threads from the text of `status`. A process that has ended has neither. */
export function parseStatus(status: string): Pick<ProcReading, 'rssBytes' | 'threads'> {
  const kibibytes = numberAfter(status, '\nVmRSS:')
  return {
    rssBytes: kibibytes === null ? null : kibibytes * 1024,
    threads: numberAfter(status, '\nThreads:'),
  }
}

/** What reached the disk, from the text of `io`, which only the owner of a process may read. */
export function parseIo(io: string): Pick<ProcReading, 'readBytes' | 'writtenBytes'> {
  return {
    readBytes: numberAfter(io, '\nread_bytes:'),
    writtenBytes: numberAfter(io, '\nwrite_bytes:'),
  }
}

function numberAfter(text: string, name: string): number | null {
  const at = text.indexOf(name)
  if (at < 0) return null
  const number = Number.parseInt(text.slice(at + name.length, at + name.length + 40), 10)
  return Number.isFinite(number) ? number : null
}

/** No file that is read here comes near to this. */
const buffer = Buffer.allocUnsafe(8 * 1024)

/** `readFileSync` asks the kernel for the size first, which says 0 here, and makes buffers of its own. */
function read(file: string): string {
  try {
    const descriptor = openSync(file, 'r')
    try {
      return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return ''
  }
}

/** Linux 6.2 and newer give the count as the size of the folder (proc_pid_fd(5)): a list costs several times that. */
function countDescriptors(folder: string): number | null {
  try {
    return statSync(folder).size || readdirSync(folder).length
  } catch {
    return null
  }
}
