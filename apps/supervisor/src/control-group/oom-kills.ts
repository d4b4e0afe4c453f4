import { findControlGroupFiles, type ReadFile, readOr, readText } from './control-group-files.ts'

/** Tells whether the kernel has killed something for want of memory since it was last asked. */
export type OomQuestion = () => boolean

/**
 * Asks the control group of this process, which its children share: `memory.events` of cgroup v2,
 * `memory.oom_control` of v1 (Documentation/admin-guide of Linux). Where there is none, nothing was
 * killed.
 */
export function createOomQuestion(readFile: ReadFile = readText): OomQuestion {
  const file = findControlGroupFiles(readFile)('memory', 'memory.events', 'memory.oom_control')
  const count = () => {
    const text = file === undefined ? '' : readOr(readFile, file, '')
    return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0)
  }
  let known = count()
  return () => {
    const before = known
    known = count()
    return known > before
  }
}
