import { readdirSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/** Enough that everybody else comes first, and it still gets on when nobody wants the core. */
export const slowedPriority = 10

/** The priority of a process, from -20 to 19 where 19 comes last; undefined when it is gone. */
export function priorityOf(pid: number): number | undefined {
  try {
    return getPriority(pid)
  } catch {
    return undefined
  }
}

/**
 * Sets the priority of a process and says whether that was allowed: everybody may lower it, and on
 * most systems only root may raise it again. Linux has one for each thread (setpriority(2)), so all
 * of them get it; those that are started later take it over.
 */
export function setPriorityOf(pid: number, priority: number): boolean {
  try {
    for (const thread of threadsOf(pid)) setPriority(thread, priority)
    return true
  } catch {
    return false
  }
}

function threadsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return [pid]
  }
}
