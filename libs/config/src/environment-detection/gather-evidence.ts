import { existsSync, fstatSync, readFileSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import type { Environment } from '../sources/environment.ts'
import type { Evidence, StreamKind } from './evidence.ts'
import { readParents } from './parent-processes.ts'

export interface GatherEvidenceOptions {
  /** The word after `promptbin`; none of a service that was started by itself. */
  readonly command?: string | undefined
  /** Whether MCP is to be spoken over the standard streams. */
  readonly speaksStdio?: boolean
  readonly environment?: Environment
  /** Where the files of the machine are looked for. */
  readonly root?: string
}

/** Docker and Podman leave these in every container. */
const containerMarks = ['/.dockerenv', '/run/.containerenv']

/** Looks at this process and its machine. Reads a few small files and changes nothing; never throws. */
export function gatherEvidence(options: GatherEvidenceOptions = {}): Evidence {
  const { command = null, speaksStdio = false, environment = process.env, root = '/' } = options
  const { platform, pid, ppid } = process
  return {
    platform,
    environment,
    command,
    speaksStdio,
    stdin: streamKind(0),
    stdout: streamKind(1),
    parents: readParents(ppid, platform),
    printsToJournal: isJournal(environment['JOURNAL_STREAM']),
    pid,
    containerFiles: containerMarks.filter((file) => existsSync(join(root, file))),
    cgroup: readOr(join(root, 'proc/self/cgroup')),
    kernel: readOr(join(root, 'proc/sys/kernel/osrelease')) || release(),
    memoryLimitBytes: memoryLimit(),
  }
}

function streamKind(descriptor: number): StreamKind {
  if (isatty(descriptor)) return 'terminal'
  const stat = statOf(descriptor)
  if (stat === undefined || stat.isCharacterDevice()) return 'nothing'
  // Node connects its children by sockets, shells do so by pipes.
  return stat.isFile() ? 'file' : 'pipe'
}

/** `JOURNAL_STREAM` is the device and the inode of the socket to the journal (systemd.exec(5)). */
function isJournal(journal: string | undefined): boolean {
  if (journal === undefined) return false
  const places = [1, 2].map(statOf).map((stat) => stat && `${stat.dev}:${stat.ino}`)
  return places.includes(journal)
}

function statOf(descriptor: number): ReturnType<typeof fstatSync> | undefined {
  try {
    return fstatSync(descriptor)
  } catch {
    return undefined
  }
}

/** Without a limit Node answers 0, or a number beyond any machine. */
function memoryLimit(): number | null {
  const bytes = process.constrainedMemory()
  return bytes > 0 && bytes < Number.MAX_SAFE_INTEGER ? bytes : null
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
