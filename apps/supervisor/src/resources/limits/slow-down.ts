import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { priorityOf, setPriorityOf, slowedPriority } from './priority.ts'

/** The group below PromptBin's own that has the processes which come last. */
const slowedName = 'promptbin-slowed'

/**
 * Puts a process behind all others, and gives back what puts it where it was. In a control group
 * that is PromptBin's own that is a group of the same weight as the priority, which everybody may
 * leave again; elsewhere it is the priority, which on most systems only root may raise.
 */
export function slowDown(pid: number, group: string | undefined): () => void {
  if (group !== undefined && moveToSlowed(pid, group)) return () => moveTo(pid, group)
  const priority = priorityOf(pid)
  if (priority === undefined) return () => {}
  setPriorityOf(pid, Math.max(slowedPriority, priority))
  return () => void setPriorityOf(pid, priority)
}

/**
 * A threaded group may stand beside processes, others may not: so PromptBin need not move itself
 * (cgroup-v2.rst, "Threads"). False where the kernel or the group's owner has it otherwise.
 */
function moveToSlowed(pid: number, group: string): boolean {
  const slowed = join(group, slowedName)
  try {
    if (!existsSync(slowed)) mkdirSync(slowed)
    const type = join(slowed, 'cgroup.type')
    if (readFileSync(type, 'utf8').trim() !== 'threaded') writeFileSync(type, 'threaded')
    writeFileSync(join(group, 'cgroup.subtree_control'), '+cpu')
    writeFileSync(join(slowed, 'cpu.weight.nice'), String(slowedPriority))
  } catch {
    return false
  }
  return moveTo(pid, slowed)
}

/** All threads of a process go along. */
function moveTo(pid: number, group: string): boolean {
  try {
    writeFileSync(join(group, 'cgroup.procs'), String(pid))
    return true
  } catch {
    return false
  }
}
