import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ParentProcess } from './evidence.ts'

/** Whoever started a process stands near it: a client, its shell, npx and its shell. */
const mostParents = 8

/** Of these the script says what it is. */
const interpreters = /^(node|bun|deno|python[\d.]*|ruby|sh|bash|zsh|dash|fish|npx|electron)$/i

/** A process by its number; undefined when it is gone or hidden. */
type Look = (pid: number) => (ParentProcess & { readonly parent: number }) | undefined

/**
 * The processes above a process, the nearest first, without the first process of the system. Linux
 * tells by /proc, macOS by `ps`; elsewhere nothing is known, which is no error.
 */
export function readParents(parentPid: number, platform: string): readonly ParentProcess[] {
  const look =
    platform === 'linux' ? lookIntoProc : platform === 'darwin' ? listedByPs() : undefined
  const parents: ParentProcess[] = []
  let pid = parentPid
  while (look !== undefined && pid > 1 && parents.length < mostParents) {
    const found = look(pid)
    if (found === undefined) break
    parents.push({ pid, name: found.name })
    pid = found.parent
  }
  return parents
}

/** /proc/<pid>/stat and cmdline (proc(5)). The name may contain blanks and parentheses. */
function lookIntoProc(pid: number): ReturnType<Look> {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [begin, end] = [stat.indexOf('('), stat.lastIndexOf(')')]
    const parent = Number(stat.slice(end + 2).split(' ')[1])
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return { pid, parent, name: nameOf(stat.slice(begin + 1, end), words) }
  } catch {
    return undefined
  }
}

/** One run of `ps` for all, as it takes some milliseconds. */
function listedByPs(): Look {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
  const rows = (stdout ?? '').split('\n').map((row) => /^\s*(\d+)\s+(\d+)\s+(.+)$/.exec(row))
  return (pid) => {
    const row = rows.find((one) => Number(one?.[1]) === pid)
    return row ? { pid, parent: Number(row[2]), name: basename(row[3] ?? '') } : undefined
  }
}

function nameOf(program: string, [executable = '', ...rest]: readonly string[]): string {
  const name = basename(executable) || program
  if (!interpreters.test(name) && !interpreters.test(program)) return program
  const script = rest.find((word) => word !== '' && !word.startsWith('-'))
  return script?.includes('/') ? basename(script).replace(/\.[cm]?js$/, '') : program
}
