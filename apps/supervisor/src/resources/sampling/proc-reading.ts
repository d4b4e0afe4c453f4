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

/** What was seen of a process, and what tells whether it still holds. */
export interface ProcSight {
  readonly reading: ProcReading
  /** The counts that move as soon as a process does anything; empty where nothing tells of it. */
  readonly signs: string
  /** When all of it was read, by the clock of whoever reads. */
  readonly readAtMs: number
}

/** Where CPU, threads and memory stand behind the name of the command in `stat`. */
const signFields = [11, 12, 17, 21] as const

/** No sight holds for longer: descriptors come and go at the cost of hardly any work. */
const holdsForMs = 5_000

/**
 * Reads /proc/<pid> (proc(5)). It is made by the kernel out of memory, so reading it at once costs less
 * than asking a thread to. `smaps_rollup` would be more exact and costs ten times all of this, so the
 * resident size is that of `status`, which is free of the size of a page and exact where that of `stat` is
 * not. A process that since `last` got no more memory, no thread and no hundredth of a second is as it was:
 * most are idle, and `stat` alone costs a quarter of it all.
 */
export function readProc(pid: number, nowMs: number, last?: ProcSight): ProcSight {
  const folder = `/proc/${pid}`
  const { cpuSeconds, signs } = parseStat(read(`${folder}/stat`))
  const isAsBefore = signs !== '' && signs === last?.signs
  if (isAsBefore && nowMs - last.readAtMs < holdsForMs) return last
  const reading = {
    cpuSeconds,
    ...parseStatus(read(`${folder}/status`)),
    ...parseIo(read(`${folder}/io`)),
    descriptors: countDescriptors(`${folder}/fd`),
  }
  return { reading, signs, readAtMs: nowMs }
}

/** CPU time of user and system, and the signs, from the text of `stat`, in which a command may hold anything. */
export function parseStat(
  stat: string,
): Pick<ProcReading, 'cpuSeconds'> & Pick<ProcSight, 'signs'> {
  // The name of the command stands in brackets; what follows it starts with the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 22)
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  if (!Number.isFinite(user + system)) return { cpuSeconds: null, signs: '' }
  const signs = signFields.map((index) => fields[index]).join(' ')
  return { cpuSeconds: (user + system) / ticksPerSecond, signs }
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
