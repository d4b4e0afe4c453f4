import { readFileSync } from 'node:fs'

/** Tells whether the kernel has killed something for want of memory since it was last asked. */
export type OomQuestion = () => boolean

/**
 * Asks the control group of this process, which its children share: `memory.events` of cgroup v2,
 * `memory.oom_control` of v1 (Documentation/admin-guide of Linux). Where there is none, nothing was
 * killed.
 */
export function createOomQuestion(read: (file: string) => string = readText): OomQuestion {
  let file: string | undefined
  const count = () => (file === undefined ? 0 : countIn(read, file))
  try {
    file = eventsFile(read('/proc/self/cgroup'))
  } catch {
    // Not Linux.
  }
  let known = count()
  return () => {
    const before = known
    known = count()
    return known > before
  }
}

/** Lines are `hierarchy:controllers:path` (cgroups(7)); v2 has one without controllers. */
function eventsFile(groups: string): string | undefined {
  const rows = groups.split('\n').map((row) => row.split(':'))
  const memory = rows.find(([, controllers]) => controllers?.split(',').includes('memory'))
  if (memory) return `/sys/fs/cgroup/memory${memory[2]}/memory.oom_control`
  const unified = rows.find(([, controllers]) => controllers === '')
  return unified && `/sys/fs/cgroup${unified[2]}/memory.events`
}

function countIn(read: (file: string) => string, file: string): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(read(file))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function readText(file: string): string {
  return readFileSync(file, 'utf8')
}
