import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseMemberships } from './control-group-files.ts'

/**
 * The folder of the control group that this process is in, version 2, when it has been handed over to
 * it: the processor time of its members is its own to share out there. Undefined where there is none,
 * and where it belongs to somebody else.
 *
 * A group is handed over by giving its folder to a user (cgroup-v2.rst of Linux, "Model of
 * Delegation"; `Delegate=` of systemd). Root could write to any, so it takes only the one at the top
 * of a namespace, which is a container's own: systemd wants nobody else in the groups of its units.
 */
export function findOwnControlGroup(procFolder = '/proc'): string | undefined {
  try {
    const path = parseMemberships(readFileSync(join(procFolder, 'self/cgroup'), 'utf8'))('')
    const mount = mountIn(readFileSync(join(procFolder, 'self/mountinfo'), 'utf8'))
    if (path === undefined || mount === undefined) return undefined
    const below = relative(mount.root, path)
    if (below.startsWith('..')) return undefined
    const folder = join(mount.point, below)
    return isHandedOver(folder, path) && sharesProcessors(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

/** Where version 2 is mounted, and which of its groups is seen there (proc_pid_mountinfo(5)). */
function mountIn(mounts: string): { readonly root: string; readonly point: string } | undefined {
  const found = /^\d+ \d+ \S+ (\S+) (\S+) .* - cgroup2 /m.exec(mounts)
  const [, root, point] = found ?? []
  return root && point ? { root, point } : undefined
}

function isHandedOver(folder: string, path: string): boolean {
  const uid = process.geteuid?.()
  if (statSync(folder).uid !== uid) return false
  // The group at the top of the machine has no type, and is nobody's.
  return uid !== 0 || (path === '/' && existsSync(join(folder, 'cgroup.type')))
}

const sharesProcessors = (folder: string) =>
  readFileSync(join(folder, 'cgroup.controllers'), 'utf8').split(/\s/).includes('cpu')
